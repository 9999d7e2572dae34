import { artefactKey } from '../artefact/keys.ts';
import type { Fact } from '../facts/fact.ts';
import { homeOf } from '../hotfix/review-home.ts';
import type { Situation } from '../hotfix/situation.ts';
import type { Claim } from './incident.ts';

/** What decides where the review belongs. */
interface Known {
  id: string;
  hotfixes: Situation[];
  claims: Claim[];
  facts: Fact[];
}

/** Id of the repository in which a person has begun the review, or else in which it belongs; `null`: none. */
export function homeRepository({ id, hotfixes, claims, facts }: Known): number | null {
  const claim =
    claims.find(({ entitled }) => entitled === true) ?? claims.find((one) => one.entitled === null);
  if (claim) return claim.repository.id;
  const refused = facts
    .filter((fact) => fact.kind === 'refused')
    .filter(({ final, artefact }) => final && artefact === artefactKey.review(id))
    .map(({ repository }) => repository);
  return homeOf(hotfixes, new Set(refused))?.hotfix.repository.id ?? null;
}
