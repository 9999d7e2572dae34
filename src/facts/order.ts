import { sameMovementTolerance } from '../waiting/timings.ts';
import type { BranchDeleted, Fact, Pushed } from './fact.ts';

/** Each fact once, in the order in which they happened; by key where times are equal, so that the order is total. */
export function chronological(facts: readonly Fact[]): Fact[] {
  const unique = new Map(facts.map((fact) => [`${fact.repository} ${fact.key}`, fact]));
  return [...unique.values()].sort(byTimeThenKey);
}

/**
 * The movements of one branch in the order in which they happened. GitHub gives pushes a time in whole seconds,
 * so that several may share one: within a second, each movement follows the one that left the head it starts from.
 */
export function movementsInOrder(movements: readonly (Pushed | BranchDeleted)[]): (Pushed | BranchDeleted)[] {
  const ordered: (Pushed | BranchDeleted)[] = [];
  let head: string | null = null;
  /** When the branch last moved from one head to another, by both. */
  const lastMade = new Map<string, number>();
  for (const tied of Map.groupBy([...movements].sort(byTimeThenKey), ({ at }) => at).values()) {
    const waiting = new Set(tied);
    const from = Map.groupBy(tied, startOf);
    while (waiting.size > 0) {
      const follows = from.get(head)?.find((movement) => waiting.has(movement));
      const next = follows ?? beginningOf([...waiting]);
      waiting.delete(next);
      const step = `${startOf(next)} ${endOf(next)}`;
      const at = Date.parse(next.at);
      const madeAt = lastMade.get(step) ?? Number.NEGATIVE_INFINITY;
      // A branch cannot leave a head twice without having come back to it: this is the same movement again.
      if (startOf(next) !== head && at - madeAt <= sameMovementTolerance) continue;
      ordered.push(next);
      lastMade.set(step, at);
      head = endOf(next);
    }
  }
  return ordered;
}

/** The movement within a second that follows none of the others; the first one where they form a ring. */
function beginningOf(tied: (Pushed | BranchDeleted)[]): Pushed | BranchDeleted {
  const free = tied.find((one) => !tied.some((other) => other !== one && endOf(other) === startOf(one)));
  const first = free ?? tied[0];
  if (!first) throw new Error('there is no movement to begin with');
  return first;
}

function startOf(movement: Pushed | BranchDeleted): string | null {
  return movement.kind === 'pushed' ? movement.before : movement.sha;
}

function endOf(movement: Pushed | BranchDeleted): string | null {
  return movement.kind === 'pushed' ? movement.sha : null;
}

function byTimeThenKey(a: Fact, b: Fact): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
