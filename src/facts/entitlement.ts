/** Key of the reading whether somebody may do what they did on a review. `about`: the key of the command or claim. */
export function entitlementKey(about: string): string {
  return `entitlement-read:review:${about}`;
}
