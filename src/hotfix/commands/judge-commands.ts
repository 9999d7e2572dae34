import { addMinutes } from 'date-fns/addMinutes';
import { identityOf } from '../../facts/happened.ts';
import { longestExtension } from '../../waiting/timings.ts';
import type { Hotfix } from '../hotfix.ts';
import { passedOver } from './answers.ts';
import type { Command, HotfixCommandOutcome, JudgedCommand } from './command.ts';
import { type ParsedCommand, parseCommand } from './parse-command.ts';

/** For one hotfix; together they extend the deadline by at most {@link longestExtension}. */
export const mostExtensions = 2;

/** Commands are judged by these, which no command changes. */
export type Circumstances = Pick<Hotfix, 'startedBy' | 'heads' | 'incident'>;

/** Who may give a command: anyone, whoever may push, or the policy's approvers. */
export function rightFor({ verb }: ParsedCommand): 'none' | 'write' | 'approve' {
  switch (verb) {
    case 'recheck':
    case 'deployed':
    case 'timeline':
      return 'write';
    case 'extend':
    case 'waive':
    case 'supersede':
      return 'approve';
    default:
      return 'none';
  }
}

export function parsed({ line, at, timezone }: Command): ParsedCommand {
  return parseCommand(line, { at, timezone });
}

/** `commands`: oldest first, because what is left of the time for extensions depends on those before. */
export function judgeCommands(commands: Command[], about: Circumstances): JudgedCommand[] {
  const authors = authorsOf(about);
  const passed = passedOver(commands);
  let extensions = 0;
  let left = longestExtension;
  return commands.map((command) => {
    const asked = parsed(command);
    const extensionLeft = extensions < mostExtensions ? left : 0;
    const outcome: HotfixCommandOutcome = passed.has(command.comment)
      ? { kind: 'passed-over' }
      : judge(command, asked, { about, authors, extensionLeft });
    // One that waits for GitHub's answer may yet be accepted.
    if (asked.verb === 'extend' && (outcome.kind === 'accepted' || outcome.kind === 'waiting')) {
      extensions += 1;
      left -= asked.by;
    }
    return { ...command, asked, outcome, extensionLeft };
  });
}

/**
 * The outcome follows from facts that no longer change: a command that was accepted stays accepted, whatever happens to
 * the comment, to its author's rights, or to the branch.
 */
function judge(
  command: Command,
  asked: ParsedCommand,
  {
    about,
    authors,
    extensionLeft,
  }: { about: Circumstances; authors: Map<string, Date>; extensionLeft: number },
): HotfixCommandOutcome {
  if (asked.verb === 'unknown' || asked.verb === 'incomplete')
    return { kind: 'refused', because: asked.verb };
  if (asked.verb === 'deployed' && isBeforeFirstPush(asked.at, about))
    return { kind: 'refused', because: 'too-early' };
  if (asked.verb === 'timeline' && about.incident === null)
    return { kind: 'refused', because: 'no-incident' };
  const right = rightFor(asked);
  if (right === 'none') return { kind: 'accepted' };
  // Four eyes: nobody ends their own obligation, or extends its deadline.
  if (right === 'approve' && isAuthor(command, authors)) return { kind: 'refused', because: 'author' };
  if (command.entitled === null) return { kind: 'waiting' };
  if (!command.entitled) return { kind: 'refused', because: 'not-entitled' };
  if (asked.verb === 'extend' && asked.by > extensionLeft) return { kind: 'refused', because: 'too-much' };
  return { kind: 'accepted' };
}

/** Nothing of a hotfix was deployed before its first push; people name whole minutes. */
function isBeforeFirstPush(at: Date, { heads: [first] }: Circumstances): boolean {
  return first !== undefined && addMinutes(at, 1) <= first.at;
}

/** Who began the hotfix or pushed to it, with the time of their first push. */
function authorsOf({ startedBy, heads }: Circumstances): Map<string, Date> {
  const authors = new Map([[identityOf(startedBy), new Date(0)]]);
  for (const { by, at } of heads) {
    const who = identityOf(by);
    const since = authors.get(who);
    if (!since || at < since) authors.set(who, at);
  }
  return authors;
}

/** Whether they began the hotfix, or had pushed to it by then. */
function isAuthor({ by, at }: Command, authors: Map<string, Date>): boolean {
  const since = authors.get(identityOf(by));
  return since !== undefined && since <= at;
}
