import type { BranchDeleted, Fact, ForkPointRead, Pushed } from '../../facts/fact.ts';
import { movementsInOrder } from '../../facts/order.ts';
import { sameObligationAfterDeletion } from '../../waiting/timings.ts';
import type { Deploy, Head } from '../hotfix.ts';

export type Movement = Pushed | BranchDeleted;

export function isMovement(fact: Fact): fact is Movement {
  return fact.kind === 'pushed' || fact.kind === 'branch-deleted';
}

export function pushesOf(movements: Movement[]): Pushed[] {
  return movementsInOrder(movements).filter((movement) => movement.kind === 'pushed');
}

/** A branch that was renamed goes on from the head that it had: it is not created anew. */
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
 * A head that came without a commit is the one that the branch was created from, which was there before; unless a
 * reading of the fork point says otherwise.
 */
export function ownCommits(pushes: Pushed[], forks: ForkPointRead[]): Set<string> {
  const apart = forks.filter(({ base, sha }) => base !== null && base !== sha).map(({ sha }) => sha);
  const listed = pushes.flatMap((push) => (push.commits.length > 0 ? [push.sha, ...push.commits] : []));
  return new Set([...listed, ...apart]);
}

/** When the branch last came back as an obligation of its own; `null`: it never did. `deploys`: oldest first. */
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
