import { entitlementRuling } from '../../facts/entitlement.ts';
import { answeredBy } from './answers.ts';
import type { Command } from './command.ts';

/** The rulings that an answer vouches for: whether the author of each line had the right, where that was asked. */
export function rulingsOfAnswer(key: string, commands: readonly Command[]): string[][] {
  return answeredBy(commands, key).flatMap((command) =>
    command.entitled === null ? [] : [entitlementRuling(command, command.entitled)],
  );
}
