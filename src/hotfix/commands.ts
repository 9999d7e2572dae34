import { addMinutes } from 'date-fns/addMinutes';
import { hoursToMilliseconds } from 'date-fns/hoursToMilliseconds';
import type { Command, Hotfix } from './hotfix.ts';
import { type ParsedCommand, parseCommand } from './parse-command.ts';

/** What became of a command. `waiting`: GitHub has yet to say whether its author may give it. */
export type Outcome =
  | { kind: 'waiting' }
  | { kind: 'accepted' }
  | {
      kind: 'refused';
      because:
        | 'unknown'
        | 'incomplete'
        | 'too-early'
        | 'author'
        | 'not-entitled'
        | 'too-much'
        /** Of a timeline: the branch names no incident. */
        | 'no-incident';
    };

/** Extensions end: so many for one hotfix, and so long in all. */
export const mostExtensions = 2;
const longestExtension = hoursToMilliseconds(72);

/** What commands are judged by: it does not depend on what they bring about. */
export type Circumstances = Pick<Hotfix, 'startedBy' | 'heads' | 'commands' | 'incident'>;

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

/**
 * What becomes of a command follows from facts that do not change any more: what was accepted once stays so, whatever
 * becomes of the comment, of its author's rights, or of the branch.
 */
export function outcomeOf(command: Command, about: Circumstances): Outcome {
  const asked = parsed(command);
  if (asked.verb === 'unknown' || asked.verb === 'incomplete')
    return { kind: 'refused', because: asked.verb };
  if (asked.verb === 'deployed' && isBefore(asked.at, about))
    return { kind: 'refused', because: 'too-early' };
  if (asked.verb === 'timeline' && about.incident === null)
    return { kind: 'refused', because: 'no-incident' };
  const right = rightFor(asked);
  if (right === 'none') return { kind: 'accepted' };
  // Four eyes: nobody declares their own debt paid, or puts it off.
  if (right === 'approve' && isAuthor(command, about)) return { kind: 'refused', because: 'author' };
  if (command.entitled === null) return { kind: 'waiting' };
  if (!command.entitled) return { kind: 'refused', because: 'not-entitled' };
  if (asked.verb === 'extend' && asked.by > extensionLeft(command, about))
    return { kind: 'refused', because: 'too-much' };
  return { kind: 'accepted' };
}

/** Nothing of a hotfix was deployed before its first push; people name whole minutes. */
function isBefore(at: Date, { heads: [first] }: Circumstances): boolean {
  return first !== undefined && addMinutes(at, 1) <= first.at;
}

/** Whether they began the hotfix, or had pushed to it by then. */
function isAuthor({ by, at }: Command, { startedBy, heads }: Circumstances): boolean {
  const authors = [startedBy, ...heads.filter((head) => head.at <= at).map((head) => head.by)];
  return authors.some(({ login }) => login.toLowerCase() === by.login.toLowerCase());
}

/** By how much the deadline may still be put off by this command, after those before it; milliseconds. */
export function extensionLeft(command: Command, about: Circumstances): number {
  const index = about.commands.findIndex(({ key }) => key === command.key);
  const before = about.commands
    .slice(0, index)
    .filter((earlier) => parsed(earlier).verb === 'extend')
    // One that waits for GitHub's word may yet be accepted.
    .filter((earlier) => outcomeOf(earlier, about).kind !== 'refused')
    .map((earlier) => parsed(earlier))
    .filter((earlier) => earlier.verb === 'extend');
  if (before.length >= mostExtensions) return 0;
  return longestExtension - before.reduce((sum, { by }) => sum + by, 0);
}

/** By how much the deadline was put off since a debt began; milliseconds, and by how many commands. */
export function extensionSince(since: Date, about: Circumstances): { by: number; count: number } {
  const spans = accepted(about)
    .filter(({ command }) => command.at >= since)
    .flatMap(({ asked }) => (asked.verb === 'extend' ? [asked.by] : []));
  return { by: spans.reduce((sum, by) => sum + by, 0), count: spans.length };
}

/** That somebody entitled to it ended the obligation for what had been pushed until then. */
export interface Declaration {
  kind: 'declared' | 'waived';
  command: Command;
  reason: string;
  /** Index of the newest head that it covers. */
  head: number;
}

/** Oldest first. */
export function declarations(about: Circumstances): Declaration[] {
  return accepted(about).flatMap(({ command, asked }) => {
    if (asked.verb !== 'supersede' && asked.verb !== 'waive') return [];
    const head = headBefore(about, command.at);
    const kind = asked.verb === 'waive' ? ('waived' as const) : ('declared' as const);
    return head < 0 ? [] : [{ kind, command, reason: asked.reason, head }];
  });
}

/** That a person says a commit reached production, and when. */
export interface ToldDeploy {
  command: Command;
  sha: string;
  at: Date;
}

/** Of the head that the branch had at the time that they name; oldest command first. */
export function toldDeploys(about: Circumstances): ToldDeploy[] {
  return accepted(about).flatMap(({ command, asked }) => {
    if (asked.verb !== 'deployed') return [];
    const head = about.heads[Math.max(0, headBefore(about, asked.at))];
    return head ? [{ command, sha: head.sha, at: asked.at }] : [];
  });
}

/** What people said of an incident's timeline, with the command; oldest first. */
export type ToldMoment = { command: Command } & Extract<ParsedCommand, { verb: 'timeline' }>;

export function toldMoments(about: Circumstances): ToldMoment[] {
  return accepted(about).flatMap(({ command, asked }) =>
    asked.verb === 'timeline' ? [{ command, ...asked }] : [],
  );
}

/** When somebody who may push asked for everything to be looked at again. */
export function rechecks(about: Circumstances): Date[] {
  return accepted(about).flatMap(({ command, asked }) => (asked.verb === 'recheck' ? [command.at] : []));
}

function accepted(about: Circumstances): { command: Command; asked: ParsedCommand }[] {
  return about.commands
    .filter((command) => outcomeOf(command, about).kind === 'accepted')
    .map((command) => ({ command, asked: parsed(command) }));
}

/** GitHub's times are whole seconds: what was pushed within the same one may have come after it. */
function headBefore({ heads }: Circumstances, at: Date): number {
  return heads.findLastIndex((head) => head.at < at);
}
