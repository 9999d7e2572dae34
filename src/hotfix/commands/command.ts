import type { Actor } from '../../facts/fact.ts';
import type { ParsedCommand } from './parse-command.ts';

/** One line of a person's comment that begins with `/hotfix`. */
export interface Command {
  /** Has the comment's id and the index of the line. */
  key: `command:${string}`;
  /** Number of the issue or pull request that the comment is on. */
  number: number;
  /** Id of the comment. */
  comment: number;
  url: string | null;
  line: string;
  timezone: string;
  by: Actor;
  at: Date;
  /** Whether they have the right that it needs; `null`: GitHub was not asked. */
  entitled: boolean | null;
}

/**
 * Outcome of a command. `waiting`: GitHub has yet to say whether its author may give it; `passed-over`: its author
 * gives more of them than are answered.
 */
export type HotfixCommandOutcome =
  | { kind: 'waiting' }
  | { kind: 'accepted' }
  | { kind: 'passed-over' }
  | {
      kind: 'refused';
      because:
        | 'unknown'
        | 'incomplete'
        | 'too-early'
        | 'author'
        | 'not-entitled'
        | 'too-much'
        /** A timeline was given, and the branch name has no incident. */
        | 'no-incident';
    };

/** A command, what it asks for, and what became of it. */
export interface JudgedCommand extends Command {
  asked: ParsedCommand;
  outcome: HotfixCommandOutcome;
  /** By how much it could extend the deadline after those before it; milliseconds. */
  extensionLeft: number;
}
