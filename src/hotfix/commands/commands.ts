import { addMinutes } from 'date-fns/addMinutes';
import { longestExtension } from '../../waiting/timings.ts';
import type { Command, Hotfix } from '../hotfix.ts';
import { type ParsedCommand, parseCommand } from './parse-command.ts';

/** What became of a command. `waiting`: GitHub has yet to say whether its author may give it. */
export type CommandOutcome =
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

/** A command, and what became of it. */
interface Judged {
  command: Command;
  asked: ParsedCommand;
  outcome: CommandOutcome;
  /** By how much it might put the deadline off, after those before it; milliseconds. */
  left: number;
}

/** By what they are judged by: within one look it is wanted time and again, and none of it changes. */
const known = new WeakMap<Circumstances, Map<string, Judged>>();

function judged(about: Circumstances): Map<string, Judged> {
  const all = known.get(about) ?? new Map(judgeInOrder(about).map((one) => [one.command.key, one]));
  known.set(about, all);
  return all;
}

/** Oldest first, because what is left of the time for extensions depends on those before. */
function judgeInOrder(about: Circumstances): Judged[] {
  const authors = authorsOf(about);
  const extensions: number[] = [];
  return about.commands.map((command) => {
    const asked = parsed(command);
    const left = extensions.length < mostExtensions ? longestExtension - sum(extensions) : 0;
    const outcome = judge(command, asked, { about, authors, left });
    // One that waits for GitHub's word may yet be accepted.
    if (asked.verb === 'extend' && outcome.kind !== 'refused') extensions.push(asked.by);
    return { command, asked, outcome, left };
  });
}

/**
 * What becomes of a command follows from facts that do not change any more: what was accepted once stays so, whatever
 * becomes of the comment, of its author's rights, or of the branch.
 */
function judge(
  command: Command,
  asked: ParsedCommand,
  { about, authors, left }: { about: Circumstances; authors: Map<string, Date>; left: number },
): CommandOutcome {
  if (asked.verb === 'unknown' || asked.verb === 'incomplete')
    return { kind: 'refused', because: asked.verb };
  if (asked.verb === 'deployed' && isBefore(asked.at, about))
    return { kind: 'refused', because: 'too-early' };
  if (asked.verb === 'timeline' && about.incident === null)
    return { kind: 'refused', because: 'no-incident' };
  const right = rightFor(asked);
  if (right === 'none') return { kind: 'accepted' };
  // Four eyes: nobody declares their own debt paid, or puts it off.
  if (right === 'approve' && isAuthor(command, authors)) return { kind: 'refused', because: 'author' };
  if (command.entitled === null) return { kind: 'waiting' };
  if (!command.entitled) return { kind: 'refused', because: 'not-entitled' };
  if (asked.verb === 'extend' && asked.by > left) return { kind: 'refused', because: 'too-much' };
  return { kind: 'accepted' };
}

/** Nothing of a hotfix was deployed before its first push; people name whole minutes. */
function isBefore(at: Date, { heads: [first] }: Circumstances): boolean {
  return first !== undefined && addMinutes(at, 1) <= first.at;
}

/** Who began the hotfix, or pushed to it, and since when; by login. */
function authorsOf({ startedBy, heads }: Circumstances): Map<string, Date> {
  const authors = new Map([[startedBy.login.toLowerCase(), new Date(0)]]);
  for (const { by, at } of heads) {
    const login = by.login.toLowerCase();
    const since = authors.get(login);
    if (!since || at < since) authors.set(login, at);
  }
  return authors;
}

/** Whether they began the hotfix, or had pushed to it by then. */
function isAuthor({ by, at }: Command, authors: Map<string, Date>): boolean {
  const since = authors.get(by.login.toLowerCase());
  return since !== undefined && since <= at;
}

/** What became of a command of the hotfix. */
export function outcomeOf(command: Command, about: Circumstances): CommandOutcome {
  return judgedOne(command, about).outcome;
}

/** By how much the deadline may still be put off by this command, after those before it; milliseconds. */
export function extensionLeft(command: Command, about: Circumstances): number {
  return judgedOne(command, about).left;
}

function judgedOne({ key }: Command, about: Circumstances): Judged {
  const one = judged(about).get(key);
  if (!one) throw new Error(`${key} is no command of this hotfix`);
  return one;
}

/** By how much the deadline was put off since a debt began; milliseconds, and by how many commands. */
export function extensionSince(since: Date, about: Circumstances): { by: number; count: number } {
  const spans = accepted(about)
    .filter(({ command }) => command.at >= since)
    .flatMap(({ asked }) => (asked.verb === 'extend' ? [asked.by] : []));
  return { by: sum(spans), count: spans.length };
}

function sum(spans: number[]): number {
  return spans.reduce((all, span) => all + span, 0);
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

function accepted(about: Circumstances): Judged[] {
  return [...judged(about).values()].filter(({ outcome }) => outcome.kind === 'accepted');
}

/** GitHub's times are whole seconds: what was pushed within the same one may have come after it. */
function headBefore({ heads }: Circumstances, at: Date): number {
  return heads.findLastIndex((head) => head.at < at);
}
