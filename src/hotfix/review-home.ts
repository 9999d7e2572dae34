import { type Repository, visibilities } from '../facts/repository.ts';
import { successfulDeploys } from './fold/deploys.ts';
import type { Situation } from './situation.ts';

/** The policy opens reviews, and the branch name has an incident. */
export function hasReviews({ hotfix, inForce }: Situation): boolean {
  return inForce.policy.review.open && hotfix.incident !== null;
}

/** When the first production deploy succeeded since the policy has been enforced; `null`: none did. */
export function firstDeployed({ hotfix, inForce }: Situation): Date | null {
  const since = inForce.enforcedSince;
  const counted = successfulDeploys(hotfix).filter(
    ({ finishedAt }) => finishedAt && (!since || finishedAt >= since),
  );
  return counted[0]?.finishedAt ?? null;
}

/**
 * The hotfix in whose repository the review belongs: the one that was in production first, among those whose policies
 * open reviews and are enforced. The one that the fewest may see comes first: its hotfixes must not be mentioned in any
 * that more may see.
 * `without`: repositories that cannot have issues.
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
        narrowness(b.situation.hotfix.repository) - narrowness(a.situation.hotfix.repository) ||
        a.at.getTime() - b.at.getTime() ||
        a.situation.hotfix.repository.id - b.situation.hotfix.repository.id,
    );
  return deployed[0]?.situation ?? null;
}

type Seen = Pick<Repository, 'visibility'>;

function narrowness({ visibility }: Seen): number {
  return visibilities.indexOf(visibility);
}

/** Whether what happens in one repository may be mentioned in another: in none that more people may see. */
export function maySay(of: Seen, where: Seen): boolean {
  return narrowness(of) <= narrowness(where);
}
