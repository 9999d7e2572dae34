import type { Pushed } from '../../facts/fact.ts';
import { movementsInOrder } from '../../facts/order.ts';
import type { Movement } from './movements.ts';

/** Heads at which another live branch arrived later: a commit has one check run, which belongs to that branch. */
export function headsOfLaterBranches(pushes: Pushed[], others: Movement[]): string[] {
  const branches = Map.groupBy(others, (other) => other.branch);
  const last = new Map<string, Pushed>();
  for (const theirs of branches.values()) {
    const newest = movementsInOrder(theirs).at(-1);
    if (newest?.kind === 'pushed' && cameLater(newest, last.get(newest.sha))) last.set(newest.sha, newest);
  }
  const shared = pushes.filter((push) => {
    const other = last.get(push.sha);
    return other && cameLater(other, push);
  });
  return [...new Set(shared.map((push) => push.sha))];
}

function cameLater(one: Pushed, other: Pushed | undefined): boolean {
  return !other || one.at > other.at || (one.at === other.at && one.branch > other.branch);
}
