import type { ReviewOpened } from '../facts/incident-facts.ts';
import { make } from '../facts/make.ts';
import type { Repository } from '../facts/repository.ts';
import { maySay } from '../hotfix/review-home.ts';
import { parseBranchName } from '../policy/branch-name.ts';
import type { Policy } from '../policy/policy.ts';
import { findReview } from '../store/incidents.ts';
import { findRepository } from '../store/repositories/repositories.ts';
import type { Handle } from '../store/tables.ts';

/** The review of a hotfix's incident, in any repository, as a fact to fold with the others. */
export async function reviewFacts(
  db: Handle,
  of: Repository,
  { branch, policy }: { branch: string; policy: Policy },
): Promise<ReviewOpened[]> {
  const { id: repository, account } = of;
  const name = parseBranchName(policy, branch);
  if (name.kind !== 'hotfix' || name.incident === '') return [];
  const { incident } = name;
  const review = await findReview(db, { account, id: incident });
  if (review?.state !== 'there' || review.number === null || !review.createdAt) return [];
  const home = review.repository === repository ? of : await findRepository(db, review.repository);
  if (!home || !maySay(home, of)) return [];
  const { number, url } = review;
  return [
    make.reviewOpened({
      at: review.createdAt.toISOString(),
      repository,
      branch,
      incident,
      url,
      where: `${home.owner}/${home.name}`,
      number,
    }),
  ];
}
