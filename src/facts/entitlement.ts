import type { Commanded, EntitlementRead } from './fact.ts';
import { identityOf } from './happened.ts';

type About = Pick<EntitlementRead, 'command' | 'branch'>;

/** Whether somebody may do what they did is read once. `branch`: `null` for what they did on an incident's review. */
export function entitlementKey({ command, branch }: About): string {
  return `entitlement-read:${branch ?? 'review'}:${command}`;
}

export function entitlementRead(read: Omit<EntitlementRead, 'kind' | 'key' | 'sha'>): EntitlementRead {
  return { kind: 'entitlement-read', key: entitlementKey(read), sha: null, ...read };
}

/** That this line of this person was judged so: what the answer to it vouches for. */
export function entitlementRuling(
  { key, line, by }: Pick<Commanded, 'key' | 'line' | 'by'>,
  entitled: boolean,
): string[] {
  return [key, line, identityOf(by), entitled ? 'entitled' : 'not-entitled'];
}
