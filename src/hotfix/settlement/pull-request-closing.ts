import { isBefore } from 'date-fns/isBefore';
import { sameClosingTolerance } from '../../waiting/timings.ts';
import type { Situation } from '../situation.ts';

/**
 * Whether a person closed the backfill, unmerged, while what is owed now was owed already: then it is not opened again
 * over their head. What GitHub closed because of the branch is opened again once the branch has something to merge.
 */
export function isClosedByPerson({ hotfix, backfill, obligation }: Situation): boolean {
  const closedAt = backfill?.state === 'closed' ? backfill.endedAt : null;
  if (!closedAt) return false;
  if (obligation.kind === 'open' && isBefore(closedAt, obligation.since)) return false;
  return !hotfix.deletedOrForcedAt.some(
    (at) => Math.abs(at.getTime() - closedAt.getTime()) <= sameClosingTolerance,
  );
}
