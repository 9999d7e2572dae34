import { addMilliseconds } from 'date-fns/addMilliseconds';
import type { Refused } from '../facts/fact.ts';
import { waitForAcceptance, waitForSettingsOfPeople } from '../waiting/timings.ts';
import type { Hotfix } from './hotfix.ts';

function endOfRefusal({ at, count, final }: Hotfix['refused'][string]): Date {
  return addMilliseconds(at, final ? waitForSettingsOfPeople : waitForAcceptance(count - 1));
}

export function isRefused(refused: Hotfix['refused'][string] | undefined, now: Date): boolean {
  return refused !== undefined && now < endOfRefusal(refused);
}

export function waitsOver(refused: Hotfix['refused']): Date[] {
  return Object.values(refused).map(endOfRefusal);
}

/** What GitHub refused, by artefact: the last time, and how often. */
export function refusalsOf(facts: Refused[]): Hotfix['refused'] {
  const refused: Hotfix['refused'] = {};
  for (const { artefact, reason, at, final } of facts) {
    const count = (refused[artefact]?.count ?? 0) + 1;
    refused[artefact] = { reason, at: new Date(at), count, final };
  }
  return refused;
}
