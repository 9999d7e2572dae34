import { min } from 'date-fns/min';
import type { Artefact, Conclusion, Issue } from './artefact.ts';

/** What a rule says in the check run and in the status comment; its words are in `src/wording/rules/`. */
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

/** Something that a channel hears once as it begins, and once as it ends; the words are the rule's. */
export interface Occurrence {
  event: 'overdue' | 'breach';
  state: 'open' | 'closed';
  /**
   * Tells it from the others of its rule, and never changes. `null`: nothing does; an open one is then the last that is
   * known, and a closed one ends that.
   */
  name: string | null;
  /** When it began; of a closed one, when it ended. `null`: as it is noticed. */
  at: Date | null;
  /** While the last that is known is not over, it is the same one, whatever its name. */
  continues: boolean;
  /** The issue that says more. */
  issue: Issue['key'];
}

/** What follows from one rule. A field that is left out is empty. */
export interface Consequences<
  A extends Artefact = Artefact,
  N extends Note = Note,
  Q = unknown,
  O extends Occurrence = never,
> {
  /** What should exist because of this rule. */
  artefacts?: A[];
  notes?: N[];
  /** What a channel should hear, once each. */
  news?: O[];
  /** What must be asked before more can be decided. */
  questions?: Q[];
  /** When the answer could differ with no new fact. */
  until?: Date | null;
  /** More will be known within seconds: texts about the current state are not written twice meanwhile. */
  settling?: boolean;
}

/** One file a rule. It is level-triggered: it depends on the state, not on the event that woke the subject. */
export type Rule<Situation> = (situation: Situation, now: Date) => AnyConsequences;

export type AnyConsequences = Consequences<Artefact, Note, unknown, Occurrence>;

/** An artefact or a note, and the rule that it follows from. */
export type By<Thing> = Thing & { rule: string };

/** What should be there, what must be asked first, and when to look again if nothing happens. */
export interface Plan<Q> {
  artefacts: By<Artefact>[];
  notes: By<Note>[];
  news: By<Occurrence>[];
  questions: Q[];
  /** `null`: never, unless there is an event. */
  lookAgainAt: Date | null;
  /** More will be known within seconds. */
  settling: boolean;
}

/** The combined result of a list of rules, in the order of the list. */
export function follow<S, Q>(rules: Record<string, Rule<S>>, situation: S, now: Date): Plan<Q> {
  const found = Object.entries(rules).map(([rule, decide]) => ({ rule, ...decide(situation, now) }));
  return {
    artefacts: found.flatMap(({ rule, artefacts = [] }) => artefacts.map((one) => ({ ...one, rule }))),
    notes: found.flatMap(({ rule, notes = [] }) => notes.map((one) => ({ ...one, rule }))),
    news: found.flatMap(({ rule, news = [] }) => news.map((one) => ({ ...one, rule }))),
    questions: found.flatMap(({ questions = [] }) => questions) as Q[],
    lookAgainAt: earliestAfter(
      now,
      found.map(({ until = null }) => until),
    ),
    settling: found.some(({ settling = false }) => settling),
  };
}

/** The next of these moments; `null`: all are past. */
export function earliestAfter(now: Date, moments: readonly (Date | null)[]): Date | null {
  const ahead = moments.filter((moment) => moment !== null && moment > now) as Date[];
  return ahead.length > 0 ? min(ahead) : null;
}
