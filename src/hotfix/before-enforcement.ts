import type { Situation } from './situation.ts';

/** Events from before the policy was enforced have no consequences later. */
export function isBeforeEnforcement(at: Date, { inForce }: Pick<Situation, 'inForce'>): boolean {
  return inForce.enforcedSince !== null && at < inForce.enforcedSince;
}
