import type { ToldMoment } from '../hotfix/commands/accepted-commands.ts';
import type { Command } from '../hotfix/commands/command.ts';
import { parsed } from '../hotfix/commands/judge-commands.ts';

/** What becomes of a command on a review. `elsewhere`: it is about one hotfix, and given there. */
export type ReviewOutcome =
  | { kind: 'waiting' }
  | { kind: 'accepted' }
  | { kind: 'refused'; because: 'unknown' | 'incomplete' | 'not-entitled' | 'elsewhere' };

export function reviewOutcome(command: Command): ReviewOutcome {
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

/** What was said of the timeline on the review by those who may. */
export function acceptedMoments(commands: Command[]): ToldMoment[] {
  return commands
    .filter((command) => reviewOutcome(command).kind === 'accepted')
    .flatMap((command) => {
      const asked = parsed(command);
      return asked.verb === 'timeline' ? [{ command, ...asked }] : [];
    });
}
