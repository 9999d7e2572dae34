import type { ReportedMoment } from '../hotfix/commands/accepted-commands.ts';
import { passedOver } from '../hotfix/commands/answers.ts';
import type { Command } from '../hotfix/commands/command.ts';
import { parsed } from '../hotfix/commands/judge-commands.ts';

/** `elsewhere`: it is about one hotfix; the rest as for the commands of a hotfix. */
export type ReviewCommandOutcome =
  | { kind: 'waiting' }
  | { kind: 'accepted' }
  | { kind: 'passed-over' }
  | { kind: 'refused'; because: 'unknown' | 'incomplete' | 'not-entitled' | 'elsewhere' };

export interface JudgedReviewCommand extends Command {
  outcome: ReviewCommandOutcome;
}

/** `commands`: oldest first. */
export function judgedOnReview(commands: readonly Command[]): JudgedReviewCommand[] {
  const passed = passedOver(commands);
  return commands.map((command) => ({
    ...command,
    outcome: passed.has(command.comment) ? { kind: 'passed-over' } : outcomeOf(command),
  }));
}

function outcomeOf(command: Command): ReviewCommandOutcome {
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
export function acceptedMoments(commands: Command[]): ReportedMoment[] {
  return judgedOnReview(commands)
    .filter(({ outcome }) => outcome.kind === 'accepted')
    .flatMap((command) => {
      const asked = parsed(command);
      return asked.verb === 'timeline' ? [{ command, ...asked }] : [];
    });
}
