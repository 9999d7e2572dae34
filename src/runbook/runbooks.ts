import { differenceInMilliseconds } from 'date-fns/differenceInMilliseconds';
import type { RunbooksRead, TargetPushed } from '../facts/fact.ts';
import { isRunbook } from '../policy/runbook-paths.ts';

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

/** Whether a reading still says how things are, by what was pushed to the target since. */
export function areAsRead(
  { target, paths }: RunbooksRead,
  wanted: { target: string; paths: readonly string[] },
  pushes: Pick<TargetPushed, 'changes'>[],
): boolean {
  const same = target === wanted.target && paths?.join('\n') === wanted.paths.join('\n');
  return same && !pushes.some(({ changes }) => changes?.every(leavesAlone(wanted.paths)) !== true);
}

/** Where the files of a commit are not known, it may have changed any. */
function leavesAlone(paths: readonly string[]): (change: { files: string[] | null }) => boolean {
  return ({ files }) => files !== null && !files.some((file) => isRunbook(file, paths));
}

function ageOrder({ changedAt }: RunbookState): number {
  return changedAt?.getTime() ?? Number.POSITIVE_INFINITY;
}
