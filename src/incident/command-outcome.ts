import type { ToldMoment } from '../hotfix/commands/accepted-commands.ts';
import type { Command } from '../hotfix/commands/command.ts';
import { parsed } from '../hotfix/commands/judge-commands.ts';

/** `waiting`: GitHub has yet to say whether its author may give it; `elsewhere`: it is about one hotfix. */
export type ReviewCommandOutcome =
  | { kind: 'waiting' }
  | { kind: 'accepted' }
  | { kind: 'refused'; because: 'unknown' | 'incomplete' | 'not-entitled' | 'elsewhere' };

export function reviewCommandOutcome(command: Command): ReviewCommandOutcome {
  const { verb } = parsed(command);
  switch (verb) {
    case 'unknown':
    case 'incomplete':
      return { kind: 'refused', because: verb };
    case 'status':
    case 'help':
      return { kind: 'accepted' };
    case 'timeline':
      if (command.entitled === null) return { kind: 'waiting' };
      return command.entitled ? { kind: 'accepted' } : { kind: 'refused', because: 'not-entitled' };
    case 'deployed':
    case 'extend':
    case 'waive':
    case 'supersede':
    case 'recheck':
      return { kind: 'refused', because: 'elsewhere' };
  }
}

/** Timeline commands on the review, by people who may give them. */
export function acceptedMoments(commands: Command[]): ToldMoment[] {
  return commands
    .filter((command) => reviewCommandOutcome(command).kind === 'accepted')
    .flatMap((command) => {
      const asked = parsed(command);
      return asked.verb === 'timeline' ? [{ command, ...asked }] : [];
    });
}
