import type { BranchDeleted, Fact, ForkPointRead, Pushed } from '../../facts/fact.ts';
import { movementsInOrder } from '../../facts/order.ts';
import { longestRename, sameObligationAfterDeletion } from '../../waiting/timings.ts';
import type { Deploy, Head } from '../hotfix.ts';

export type Movement = Pushed | BranchDeleted;

export function isMovement(fact: Fact): fact is Movement {
  return fact.kind === 'pushed' || fact.kind === 'branch-deleted';
}

export function pushesOf(movements: Movement[]): Pushed[] {
  return movementsInOrder(movements).filter((movement) => movement.kind === 'pushed');
}

/** A branch that took over a name goes on where that one was: it does not begin anew. */
export function headsOf(pushes: Pushed[]): Head[] {
  return pushes.map(({ sha, at, by, subject, before, forced, merging }, index) => {
    const goesOn = before === null && pushes[index - 1]?.sha === sha;
    const begins = before === null && !goesOn;
    return {
      sha,
      at: new Date(at),
      by,
      subject,
      forks: begins || forced || merging,
      leaves: index > 0 && (begins || forced),
    };
  });
}

/**
 * A head that came with no commit of its own is the commit that the branch was made from: it was there before, unless
 * the reading of where the branch parts from its target says otherwise.
 */
export function ownCommits(pushes: Pushed[], forks: ForkPointRead[]): Set<string> {
  const apart = forks.filter(({ base, sha }) => base !== null && base !== sha).map(({ sha }) => sha);
  const listed = pushes.flatMap((push) => (push.commits.length > 0 ? [push.sha, ...push.commits] : []));
  return new Set([...listed, ...apart]);
}

/** `deploys`: oldest first. */
export function owedFrom(movements: Movement[], deploys: Deploy[]): Date | null {
  const [firstDeploy] = deploys;
  const returns = movements.flatMap((movement, index) => {
    const before = movements[index - 1];
    if (movement.kind !== 'pushed' || before?.kind !== 'branch-deleted') return [];
    const at = new Date(movement.at);
    const late = at.getTime() - new Date(before.at).getTime() >= sameObligationAfterDeletion;
    return late && !(firstDeploy && firstDeploy.requestedAt < at) ? [at] : [];
  });
  return returns.at(-1) ?? null;
}

/**
 * Renaming a branch is, to GitHub, a push of the new name at the old head and a deletion of the old name, soon
 * after one another. The new branch goes on as the old one: with its beginning, its heads and its deploys. The names
 * that it had, the oldest first.
 */
export function lineage(branch: string, moves: Map<string, Movement[]>): string[] {
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

/** The names that a branch had, as far as these facts tell, the oldest first. */
export function branchNames(facts: readonly Fact[], repository: number, branch: string): string[] {
  const moves = facts.filter((fact) => fact.repository === repository).filter(isMovement);
  return lineage(
    branch,
    Map.groupBy(moves, (move) => move.branch),
  );
}

/** The heir begins after the branch that it takes over from: the old name is no heir of the new one. */
export function successorOf(deletion: BranchDeleted, creation: Pushed, others: Movement[]): string | null {
  const heir = others.findLast(
    (other) =>
      other.kind === 'pushed' &&
      other.before === null &&
      other.at >= creation.at &&
      isRename(deletion, other),
  );
  return heir?.branch ?? null;
}

function isRename(deletion: BranchDeleted, creation: Pushed): boolean {
  const apart = Math.abs(Date.parse(deletion.at) - Date.parse(creation.at));
  return deletion.sha === creation.sha && apart <= longestRename;
}
