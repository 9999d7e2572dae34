import type { BranchDeleted, Fact, Pushed } from '../../facts/fact.ts';
import { longestRename } from '../../waiting/timings.ts';
import { isMovement, type Movement, pushesOf } from './movements.ts';

/**
 * Names that a branch has had, oldest first. GitHub shows a rename as a push of the new name at the old head and a
 * deletion of the old name, soon after one another; the new branch goes on with the heads and deploys of the old one.
 */
export function namesOfBranch(branch: string, moves: Map<string, Movement[]>): string[] {
  const names = [branch];
  const deletions = Map.groupBy(
    [...moves.values()].flat().filter((move) => move.kind === 'branch-deleted'),
    ({ sha }) => sha,
  );
  for (;;) {
    const [begun] = pushesOf(moves.get(names[0] ?? '') ?? []);
    if (!begun || begun.before !== null) return names;
    const left = deletions
      .get(begun.sha)
      ?.find((other) => !names.includes(other.branch) && isRename(other, begun));
    const [before] = left ? pushesOf(moves.get(left.branch) ?? []) : [];
    if (!left || !before || before.at > begun.at) return names;
    names.unshift(left.branch);
  }
}

/** The same from facts, as far as they are known. */
export function branchNames(facts: readonly Fact[], repository: number, branch: string): string[] {
  const moves = facts.filter((fact) => fact.repository === repository).filter(isMovement);
  return namesOfBranch(
    branch,
    Map.groupBy(moves, (move) => move.branch),
  );
}

/** The name that the branch took. It was created later, or the old name would be the successor of the new one. */
export function successorOf(deletion: BranchDeleted, creation: Pushed, others: Movement[]): string | null {
  const successor = others.findLast(
    (other) =>
      other.kind === 'pushed' &&
      other.before === null &&
      other.at >= creation.at &&
      isRename(deletion, other),
  );
  return successor?.branch ?? null;
}

function isRename(deletion: BranchDeleted, creation: Pushed): boolean {
  const apart = Math.abs(Date.parse(deletion.at) - Date.parse(creation.at));
  return deletion.sha === creation.sha && apart <= longestRename;
}
