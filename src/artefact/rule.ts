import { min } from 'date-fns/min';
import type { Artefact, Conclusion } from './artefact.ts';

/** What a rule says in the check run and in the status comment; its words stand in `src/wording/rules/`. */
export type Note = Headline | Line;

/**
 * Says where the hotfix stands. The headline whose rule comes first in the list gives the check run its title and
 * conclusion. `checkRunOnly`: it is about the commit, so the status of the whole leaves it out.
 */
export interface Headline {
  weight: 'headline';
  conclusion: Conclusion;
  checkRunOnly: boolean;
}

/** A sentence below the headline. */
export interface Line {
  weight: 'line';
}

/** What follows from one rule. What it leaves out it has nothing of. */
export interface Consequences<A extends Artefact = Artefact, N extends Note = Note, Q = unknown> {
  /** What should exist because of this rule. */
  artefacts?: A[];
  notes?: N[];
  /** What must be asked before more can be said. */
  questions?: Q[];
  /** When the answer could differ with no new fact. */
  until?: Date | null;
  /** More is known within seconds: what shows how things are is not written twice meanwhile. */
  settling?: boolean;
}

/** One file a rule: level-triggered, so it follows from how things are and not from what woke it up. */
export type Rule<Situation> = (situation: Situation, now: Date) => Consequences;

/** An artefact or a note, and the rule that it follows from. */
export type By<Thing> = Thing & { rule: string };

/** What should be there, what must be asked first, and when to look again if nothing happens. */
export interface Plan<Q> {
  artefacts: By<Artefact>[];
  notes: By<Note>[];
  questions: Q[];
  /** `null`: never, unless something happens. */
  lookAgainAt: Date | null;
  /** More is known within seconds. */
  settling: boolean;
}

/** What the rules of a list amount to together, in the order of the list. */
export function follow<S, Q>(rules: Record<string, Rule<S>>, situation: S, now: Date): Plan<Q> {
  const found = Object.entries(rules).map(([rule, decide]) => ({ rule, ...decide(situation, now) }));
  return {
    artefacts: found.flatMap(({ rule, artefacts = [] }) => artefacts.map((one) => ({ ...one, rule }))),
    notes: found.flatMap(({ rule, notes = [] }) => notes.map((one) => ({ ...one, rule }))),
    questions: found.flatMap(({ questions = [] }) => questions) as Q[],
    lookAgainAt: earliestAfter(
      now,
      found.map(({ until = null }) => until),
    ),
    settling: found.some(({ settling = false }) => settling),
  };
}

/** The next of these moments; `null`: none is still to come. */
export function earliestAfter(now: Date, moments: readonly (Date | null)[]): Date | null {
  const ahead = moments.filter((moment) => moment !== null && moment > now) as Date[];
  return ahead.length > 0 ? min(ahead) : null;
}
