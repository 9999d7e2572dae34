import { addMilliseconds } from 'date-fns/addMilliseconds';
import type { Refused } from '../facts/fact.ts';
import type { Hotfix } from './hotfix.ts';

const minute = 60_000;

/** What GitHub refuses may be refused for a moment only (too quickly, a commit not known yet): tried again after these. */
const refusalWaits = [5 * minute, 20 * minute, 80 * minute];

/** What is refused for good may be put right by somebody, and nothing tells of it: a try now and then. */
const lastWait = 6 * 60 * minute;
const waitOfFinal = 24 * 60 * minute;

function endOfRefusal({ at, count, final }: Hotfix['refused'][string]): Date {
  return addMilliseconds(at, final ? waitOfFinal : (refusalWaits[count - 1] ?? lastWait));
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
