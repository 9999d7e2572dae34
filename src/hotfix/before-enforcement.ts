import type { Situation } from './situation.ts';

/** Whether it happened while the policy was not enforced: that is not made up for. */
export function isBeforeEnforcement(at: Date, { inForce }: Situation): boolean {
  return inForce.enforcedSince !== null && at < inForce.enforcedSince;
}
