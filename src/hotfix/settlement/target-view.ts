import type { Arrival, Hotfix, PullRequest, TargetChange } from '../hotfix.ts';
import type { SearchReading } from '../readings.ts';
import { type HeadIndex, indexHeads, indexOf } from './heads.ts';

/** A hotfix as its target sees it. */
export interface TargetView {
  hotfix: Hotfix;
  target: string;
  headIndex: HeadIndex;
  merges: Merge[];
  /** Results of searches of this target. */
  searches: SearchReading[];
  /** Its commits that came to this target. */
  arrivals: Arrival[];
  /** Pushes to this target that changed its files. */
  changes: TargetChange[];
}

/** A pull request that was merged into the target. */
export interface Merge {
  pull: PullRequest;
  at: Date;
  /** Index of the head that it took; -1: of none that is known. */
  head: number;
}

export function viewFrom(target: string, hotfix: Hotfix): TargetView {
  const headIndex = indexHeads(hotfix.heads);
  const isHere = (one: { target: string }): boolean => one.target === target;
  return {
    hotfix,
    target,
    headIndex,
    merges: mergesInto(target, hotfix, headIndex),
    searches: hotfix.readings.searches.filter(isHere),
    arrivals: hotfix.arrivals.filter(isHere),
    changes: hotfix.targetChanges.filter(isHere),
  };
}

function mergesInto(target: string, hotfix: Hotfix, headIndex: HeadIndex): Merge[] {
  const hasOtherBases = hotfix.pulls.some(({ base }) => base !== target);
  const onTargets = hasOtherBases ? commitsOnTargets(hotfix) : new Set<string>();
  return hotfix.pulls.flatMap((pull) => {
    if (pull.state !== 'merged' || !pull.endedAt) return [];
    if (pull.base !== target && !onTargets.has(`${pull.base} ${pull.mergeCommit}`)) return [];
    const exact = indexOf(headIndex, pull.head);
    // The push of the head that it took was lost: the last one before the merge stands for it.
    const head = exact >= 0 ? exact : lastHeadBefore(hotfix, pull.endedAt);
    return [{ pull, at: pull.endedAt, head }];
  });
}

/** Only pushes to what was the target at the time are kept: a merge among them stays one, whatever the target is now. */
function commitsOnTargets({ targetChanges, arrivals }: Hotfix): Set<string> {
  const changed = targetChanges.flatMap(({ target, commits }) => commits.map((sha) => `${target} ${sha}`));
  return new Set([...changed, ...arrivals.map(({ target, by }) => `${target} ${by}`)]);
}

function lastHeadBefore({ heads }: Hotfix, at: Date): number {
  return heads.findLastIndex((head) => head.at <= at);
}

/** It was merged into, or found on, another branch: the target may have been renamed, or may have that branch. */
export function isElsewhere({ hotfix, target, merges }: TargetView): boolean {
  if (merges.length > 0) return false;
  return (
    hotfix.pulls.some(({ state, base }) => state === 'merged' && base !== target) ||
    hotfix.readings.searches.some((read) => read.target !== target && read.verdict.kind === 'there')
  );
}
