import { entitlementClaim } from '../../facts/entitlement.ts';
import type { Command } from './command.ts';

/** What the answer to a command vouches for: whether its author had the right to give it, where that was asked. */
export function claimOfAnswer(key: string, commands: readonly Command[]): string[] | null {
  const command = commands.find((one) => one.key === key);
  return command && command.entitled !== null ? entitlementClaim(command, command.entitled) : null;
}
