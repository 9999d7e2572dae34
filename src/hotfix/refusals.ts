import { addMilliseconds } from 'date-fns/addMilliseconds';
import type { Refused } from '../facts/fact.ts';
import { waitForAcceptance, waitForSettingsOfPeople } from '../waiting/timings.ts';
import type { HotfixLedger } from './hotfix.ts';

function endOfRefusal({ at, count, final }: HotfixLedger['refused'][string]): Date {
  return addMilliseconds(at, final ? waitForSettingsOfPeople : waitForAcceptance(count - 1));
}

export function isRefused(refused: HotfixLedger['refused'][string] | undefined, now: Date): boolean {
  return refused !== undefined && now < endOfRefusal(refused);
}

export function waitsOver(refused: HotfixLedger['refused']): Date[] {
  return Object.values(refused).map(endOfRefusal);
}

/** Refusals by artefact: the last one, and how many. */
export function refusalsOf(facts: Refused[]): HotfixLedger['refused'] {
  const refused: HotfixLedger['refused'] = {};
  for (const { artefact, reason, at, final } of facts) {
    const count = (refused[artefact]?.count ?? 0) + 1;
    refused[artefact] = { reason, at: new Date(at), count, final };
  }
  return refused;
}
