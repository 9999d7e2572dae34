import { entitledIn } from '../facts/entitlement.ts';
import type { Fact } from '../facts/fact.ts';
import { firstDeployed, hasReviews } from '../hotfix/review-home.ts';
import type { Situation } from '../hotfix/situation.ts';
import type { Claim, Incident } from './incident.ts';

/** Issues that people opened for the incident, in any spelling, where its review may be; oldest first. */
export function claimsIn(facts: Fact[], { id, hotfixes }: { id: string; hotfixes: Situation[] }): Claim[] {
  return facts
    .filter((fact) => fact.kind === 'review-claimed')
    .filter(({ incident }) => incident.toLowerCase() === id.toLowerCase())
    .flatMap((fact) => {
      // Where nothing was deployed there is nothing to look back on: a branch and an issue reserve no incident's review.
      const of = hotfixes.find((one) => one.hotfix.repository.id === fact.repository && firstDeployed(one));
      if (!of || !hasReviews(of) || of.inForce.policy.mode !== 'enforce') return [];
      const { key, number, url, by, at } = fact;
      const entitled = entitledIn(facts, fact);
      return [{ key, number, url, by, at: new Date(at), repository: of.hotfix.repository, entitled }];
    });
}

/** The first issue for this incident by somebody who may write there; `null`: none, or there is a review already. */
export function adoptableClaim({ claims, review }: Pick<Incident, 'claims' | 'review'>): Claim | null {
  return review ? null : (claims.find(({ entitled }) => entitled === true) ?? null);
}
