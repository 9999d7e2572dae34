import { addMilliseconds } from 'date-fns/addMilliseconds';
import type { Artefact } from '../artefact/artefact.ts';
import type { Content } from '../artefact/content.ts';
import type { By, Plan } from '../artefact/rule.ts';
import { learn } from '../context/learn.ts';
import type { Work } from '../context/work.ts';
import type { Fact } from '../facts/fact.ts';
import { type Performing, perform, type RefusedWrite } from '../github/perform/perform.ts';
import { Unfinished } from '../queue/unfinished.ts';
import { waitAfterNoConvergence } from '../waiting/timings.ts';

/** A subject converges in two or three rounds. One that needs more can wait. */
const mostRounds = 20;

/** A subject as a round begins. */
export interface Loaded<State> {
  state: State;
  /** The subject's version before its facts were read: another one means that something has come since. */
  version: number;
  performing: Performing;
}

/** A failure does not keep the rest from being done: it is kept under the name of what failed. */
type Failures = Map<string, unknown>;

/** The part of the loop that differs by kind of subject. */
export interface Reconciled<State, Q, P extends Plan<Q> = Plan<Q>> {
  /** Its key, for the log. */
  subject: string;
  /** `again`: more had to be read first, and is known now. A moment: nothing is to be done until then. */
  load(): Promise<Loaded<State> | 'again' | { lookAgainAt: Date | null }>;
  plan(state: State, now: Date): P;
  /** Names a question with all that it is about: one that failed is not asked again in the same look. */
  nameOf(question: Q): string;
  /** `[]`: there is nobody to ask. */
  answer(question: Q, state: State): Promise<Fact[]>;
  /** `now`: as it was planned by. */
  render(state: State, plan: P, now: Date): (artefact: By<Artefact>) => Content;
  /** A refused write as a fact by which the plan waits; `null`: it fails, and is tried again as other failures are. */
  refused(artefact: By<Artefact>, refusal: RefusedWrite, state: State): Fact | null;
  /** Throws where somebody else may be at work on the subject by now. */
  assertHeld(): void;
  /** Once everything is as wanted. Returns what failed. */
  afterwards(state: State, plan: P, now: Date): Promise<unknown[]>;
}

/**
 * Brings GitHub to what is wanted for one subject: asks what must be asked, writes what is missing, and goes round again
 * while that changes anything. Returns when to look again. Where GitHub fails, everything else is done first, and then
 * {@link Unfinished} is thrown, so that the work is tried again.
 */
export async function reconcile<State, Q, P extends Plan<Q>>(
  work: Work,
  reconciled: Reconciled<State, Q, P>,
): Promise<Date | null> {
  const failures: Failures = new Map();
  for (let round = 0; round < mostRounds; round++) {
    const loaded = await reconciled.load();
    if (loaded === 'again') continue;
    if ('lookAgainAt' in loaded) return loaded.lookAgainAt;
    const { state } = loaded;
    const now = work.now();
    const plan = reconciled.plan(state, now);
    if (await ask(work, reconciled, { state, questions: plan.questions, failures })) continue;
    if (await write(work, reconciled, { loaded, plan, now, failures })) continue;
    const failed = [...failures.values(), ...(await reconciled.afterwards(state, plan, now))];
    if (failed.length > 0) throw new Unfinished(failed, plan.lookAgainAt);
    return plan.lookAgainAt;
  }
  work.log.warn({ subject: reconciled.subject }, `did not converge after ${mostRounds} rounds`);
  return addMilliseconds(work.now(), waitAfterNoConvergence);
}

/** Asks the plan's questions; `true`: the answers said something new. */
async function ask<State, Q, P extends Plan<Q>>(
  work: Work,
  { nameOf, answer }: Reconciled<State, Q, P>,
  { state, questions, failures }: { state: State; questions: Q[]; failures: Failures },
): Promise<boolean> {
  let isNew = false;
  for (const question of questions) {
    const name = `ask ${nameOf(question)}`;
    if (failures.has(name)) continue;
    const facts = await orFailure(failures, name, () => answer(question, state));
    isNew = (await learn(work, facts ?? [])) || isNew;
  }
  return isNew;
}

/**
 * Writes what differs; `true`: something was created, or GitHub told something new. Writes may have to wait for
 * their turn: what happens meanwhile (a merge, before a reminder) makes the rest of the plan an old one.
 */
async function write<State, Q, P extends Plan<Q>>(
  work: Work,
  { render, refused, assertHeld }: Reconciled<State, Q, P>,
  { loaded, plan, now, failures }: { loaded: Loaded<State>; plan: P; now: Date; failures: Failures },
): Promise<boolean> {
  const { state, version, performing } = loaded;
  const { ledger } = performing;
  const contentOf = render(state, plan, now);
  const keys = plan.artefacts.map(({ key }) => key);
  let isNew = false;
  let current: number | null = null;
  for (const artefact of inWritingOrder(plan.artefacts)) {
    const { key, upkeep, urgent } = artefact;
    if (failures.has(key)) continue;
    // Read again after whatever took GitHub's time. What is as wanted takes none.
    current ??= await ledger.read(keys);
    if (current !== version) return true;
    assertHeld();
    const facts = await orFailure(failures, key, async () => {
      const rendered = { key, upkeep, urgent, content: contentOf(artefact) };
      const { facts: told, refusal } = await perform(rendered, performing);
      if (!refusal) return told;
      const fact = refused(artefact, refusal, state);
      if (!fact) throw refusal.error;
      return [...told, fact];
    });
    if (!facts || facts.length > 0 || !ledger.isAsRead()) current = null;
    isNew = (await learn(work, facts ?? [])) || isNew;
    // The other texts are about to tell of it.
    if (isNew && artefact.kind === 'backfill') return true;
  }
  return isNew || ledger.created() > 0;
}

async function orFailure(
  failures: Failures,
  name: string,
  run: () => Promise<Fact[]>,
): Promise<Fact[] | null> {
  try {
    return await run();
  } catch (error) {
    failures.set(name, error);
    return null;
  }
}

/** Artefacts that change the text of others come before them. */
function inWritingOrder(artefacts: By<Artefact>[]): By<Artefact>[] {
  return artefacts.toSorted((a, b) => Number(b.kind === 'backfill') - Number(a.kind === 'backfill'));
}
