import { type Reviewers, reviewers } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Consequences } from '../../artefact/rule.ts';
import type { Situation } from '../situation.ts';

/** The policy's reviewers are asked once. */
export function policyReviewers({
  hotfix,
  backfill,
  obligation,
  inForce,
}: Situation): Consequences<Reviewers, never> {
  if (backfill?.state !== 'open' || obligation.kind !== 'open') return {};
  const { number, author } = backfill;
  // GitHub refuses a review asked of the author; and the author of the fix is no second pair of eyes.
  const wanted = inForce.policy.backfill.reviewers.filter(
    (reviewer) => ![author.login, hotfix.startedBy.login].some((login) => isSameLogin(login, reviewer)),
  );
  if (wanted.length === 0) return {};
  return { artefacts: [reviewers({ key: artefactKey.reviewers(number), number, reviewers: wanted })] };
}

function isSameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
