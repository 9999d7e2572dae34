import type { Repository } from '../facts/repository.ts';
import { successfulDeploys } from './fold/deploys.ts';
import type { Situation } from './situation.ts';

/** The policy has reviews, of hotfixes whose names tell of an incident. */
export function hasReviews({ hotfix, inForce }: Situation): boolean {
  return inForce.policy.review.open && hotfix.incident !== null;
}

/** When a production deploy first succeeded that counts; `null`: none did. What came before the policy was enforced is past. */
export function firstDeployed({ hotfix, inForce }: Situation): Date | null {
  const since = inForce.enforcedSince;
  const counted = successfulDeploys(hotfix).filter(
    ({ finishedAt }) => finishedAt && (!since || finishedAt >= since),
  );
  return counted[0]?.finishedAt ?? null;
}

/**
 * The hotfix in whose repository the review belongs: the one that was in production first, among those whose policies
 * have reviews and are enforced. `without`: repositories that cannot have issues. What not everybody may see is looked
 * back on where not everybody may look.
 */
export function homeOf(hotfixes: Situation[], without: ReadonlySet<number>): Situation | null {
  const deployed = hotfixes
    .filter((one) => hasReviews(one) && one.inForce.policy.mode === 'enforce')
    .filter(({ hotfix }) => !without.has(hotfix.repository.id))
    .flatMap((situation) => {
      const at = firstDeployed(situation);
      return at ? [{ situation, at }] : [];
    })
    .sort(
      (a, b) =>
        Number(isPrivate(b)) - Number(isPrivate(a)) ||
        a.at.getTime() - b.at.getTime() ||
        a.situation.hotfix.repository.id - b.situation.hotfix.repository.id,
    );
  return deployed[0]?.situation ?? null;
}

function isPrivate({ situation }: { situation: Situation }): boolean {
  return situation.hotfix.repository.private;
}

/** Whether something of the one repository may be told of in the other. */
export function maySay(of: Pick<Repository, 'private'>, where: Pick<Repository, 'private'>): boolean {
  return where.private || !of.private;
}
