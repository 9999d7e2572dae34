import type { Commanded, Fact } from './fact.ts';
import { identityOf } from './happened.ts';

/** That this line of this person was judged so: what the answer to it vouches for. */
export function entitlementRuling(
  { key, line, by }: Pick<Commanded, 'key' | 'line' | 'by'>,
  entitled: boolean,
): string[] {
  return [key, line, identityOf(by), entitled ? 'entitled' : 'not-entitled'];
}

/** Whether whoever gave a command for the review, or opened an issue as one, may do so; `null`: GitHub has not been asked. */
export function entitledIn(
  facts: readonly Fact[],
  { repository, key }: Pick<Fact, 'repository' | 'key'>,
): boolean | null {
  const read = facts
    .filter((fact) => fact.kind === 'entitlement-read')
    .find((fact) => fact.repository === repository && fact.branch === null && fact.command === key);
  return read?.entitled ?? null;
}
