import type { Situation } from './situation.ts';

/** What happened while the policy was not enforced has no consequences later. */
export function isBeforeEnforcement(at: Date, { inForce }: Pick<Situation, 'inForce'>): boolean {
  return inForce.enforcedSince !== null && at < inForce.enforcedSince;
}
