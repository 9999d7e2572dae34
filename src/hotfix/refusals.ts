import { addMilliseconds } from 'date-fns';
import type { Hotfix } from './hotfix.ts';
import type { Situation } from './situation.ts';

/** What GitHub refuses may be refused for a moment only (too quickly, a commit not known yet): tried again after these. */
const refusalWaits = [5 * 60_000, 20 * 60_000, 80 * 60_000];

function endOfRefusal({ at, count, final }: Hotfix['refused'][string]): Date | null {
  const wait = refusalWaits[count - 1];
  return wait === undefined || final ? null : addMilliseconds(at, wait);
}

export function isRefused(refused: Hotfix['refused'][string] | undefined, now: Date): boolean {
  if (!refused) return false;
  const end = endOfRefusal(refused);
  return end === null || now < end;
}

export function endsOfRefusals({ hotfix }: Situation): (Date | null)[] {
  return Object.entries(hotfix.refused)
    .filter(([key]) => !key.startsWith('backfill:'))
    .map(([, refused]) => endOfRefusal(refused));
}
