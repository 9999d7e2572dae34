import type { Fact } from '../facts/fact.ts';
import { appendFacts } from '../store/facts/append-facts.ts';
import type { Work } from './work.ts';

/** Stores GitHub's answers; `true` where one of them was new. */
export async function learn({ db, now }: Work, facts: Fact[]): Promise<boolean> {
  if (facts.length === 0) return false;
  const kept = await db
    .transaction()
    .execute((tx) => appendFacts(tx, facts, { delivery: null, recordedAt: now() }));
  return kept.length > 0;
}
