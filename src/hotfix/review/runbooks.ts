import { differenceInMilliseconds } from 'date-fns/differenceInMilliseconds';
import type { RunbooksRead } from '../fact.ts';

/** Longer paths, and such as have characters that are not to be seen, are nobody's runbooks. */
export const longestRunbookPath = 300;

/** A runbook as a review shows it. */
export interface RunbookState {
  path: string;
  /** `null`: not asked, or not known. */
  changedAt: Date | null;
  by: string | null;
  url: string;
  /** Not changed for longer than the policy allows. */
  stale: boolean;
  /** Changed by a pull request of this incident. */
  touched: boolean;
}

interface Judging {
  /** Files that the incident's pull requests changed. */
  touched: Iterable<string>;
  /** Milliseconds. */
  maxAge: number;
  now: Date;
}

/** What is to be said of each runbook, the one that was not changed for longest first. */
export function runbookStates(
  { runbooks }: Pick<RunbooksRead, 'runbooks'>,
  { touched, maxAge, now }: Judging,
): RunbookState[] {
  const files = new Set(touched);
  return runbooks
    .map(({ path, changedAt, by, url }) => {
      const changed = changedAt === null ? null : new Date(changedAt);
      const stale = changed !== null && differenceInMilliseconds(now, changed) > maxAge;
      return { path, changedAt: changed, by, url, stale, touched: files.has(path) };
    })
    .sort((a, b) => ageOrder(a) - ageOrder(b) || (a.path < b.path ? -1 : 1));
}

function ageOrder({ changedAt }: RunbookState): number {
  return changedAt?.getTime() ?? Number.POSITIVE_INFINITY;
}
