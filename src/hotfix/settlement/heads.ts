import type { Head, Hotfix } from '../hotfix.ts';
import type { ForkPoint } from '../readings.ts';

/** Index of the head at each commit; of several, the last. */
export type HeadIndex = ReadonlyMap<string, number>;

export function indexHeads(heads: Head[]): HeadIndex {
  return new Map(heads.map(({ sha }, index) => [sha, index]));
}

/** -1: the branch never was at this commit. */
export function indexOf(index: HeadIndex, sha: string): number {
  return index.get(sha) ?? -1;
}

/** Heads that part from the target where this one does, itself included. */
export function lineOf({ heads }: Pick<Hotfix, 'heads'>, index: number): string[] {
  const begin = heads.findLastIndex((head, at) => at <= index && head.forks);
  const next = heads.findIndex((head, at) => at > index && head.forks);
  return heads.slice(Math.max(begin, 0), next < 0 ? undefined : next).map((head) => head.sha);
}

interface Forks {
  hotfix: Pick<Hotfix, 'heads'> & { readings: { forkPoints: ForkPoint[] } };
  target: string;
  headIndex: HeadIndex;
}

/** Where a head parted from the target, as far as it is known; `null`: not known, or hidden by a merge. */
export function forkOf({ hotfix, target, headIndex }: Forks, sha: string): string | null {
  const line = new Set(lineOf(hotfix, indexOf(headIndex, sha)));
  const read = hotfix.readings.forkPoints.filter(
    // One that parts at a head before it was read when that had been merged already.
    ({ sha: at, base }) =>
      line.has(at) && base !== null && (base === at || !headIndex.has(base) || !line.has(base)),
  );
  return (read.find((fork) => fork.target === target) ?? read[0])?.base ?? null;
}
