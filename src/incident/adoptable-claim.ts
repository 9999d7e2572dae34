import type { Claim, Incident } from './incident.ts';

/** The first issue for this incident by somebody who may write there; `null`: none, or there is a review already. */
export function adoptableClaim({ claims, review }: Incident): Claim | null {
  return review ? null : (claims.find(({ entitled }) => entitled === true) ?? null);
}
