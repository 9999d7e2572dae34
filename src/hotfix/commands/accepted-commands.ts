import type { Hotfix } from '../hotfix.ts';
import type { Command, JudgedCommand } from './command.ts';
import type { ParsedCommand } from './parse-command.ts';

type Given = Pick<Hotfix, 'commands' | 'heads'>;

/** By how much accepted commands have extended the deadline since an obligation began (milliseconds), and how many. */
export function extensionsSince(since: Date, { commands }: Given): { by: number; count: number } {
  const spans = accepted(commands)
    .filter(({ at }) => at >= since)
    .flatMap(({ asked }) => (asked.verb === 'extend' ? [asked.by] : []));
  return { by: spans.reduce((sum, span) => sum + span, 0), count: spans.length };
}

/** Somebody entitled to it ended the obligation for what had been pushed until then. */
export interface Declaration {
  kind: 'declared' | 'waived';
  command: Command;
  reason: string;
  /** Index of the newest head that it covers. */
  head: number;
}

/** Oldest first. */
export function declarations(hotfix: Given): Declaration[] {
  return accepted(hotfix.commands).flatMap((command) => {
    const { asked } = command;
    if (asked.verb !== 'supersede' && asked.verb !== 'waive') return [];
    const head = headBefore(hotfix, command.at);
    const kind = asked.verb === 'waive' ? ('waived' as const) : ('declared' as const);
    return head < 0 ? [] : [{ kind, command, reason: asked.reason, head }];
  });
}

/** A person says that a commit reached production, and when. */
export interface ReportedDeploy {
  command: Command;
  sha: string;
  at: Date;
}

/** The commit is the head that the branch had at the time that they name. Oldest command first. */
export function reportedDeploys(hotfix: Given): ReportedDeploy[] {
  return accepted(hotfix.commands).flatMap((command) => {
    const { asked } = command;
    if (asked.verb !== 'deployed') return [];
    const head = hotfix.heads[Math.max(0, headBefore(hotfix, asked.at))];
    return head ? [{ command, sha: head.sha, at: asked.at }] : [];
  });
}

/** A moment of an incident's timeline as people reported it, with the command. */
export type ReportedMoment = { command: Command } & Extract<ParsedCommand, { verb: 'timeline' }>;

/** Oldest first. */
export function reportedMoments({ commands }: Pick<Hotfix, 'commands'>): ReportedMoment[] {
  return accepted(commands).flatMap((command) =>
    command.asked.verb === 'timeline' ? [{ command, ...command.asked }] : [],
  );
}

/** When somebody who may push asked for everything to be looked at again. */
export function rechecksAmong(commands: JudgedCommand[]): Date[] {
  return accepted(commands).flatMap(({ asked, at }) => (asked.verb === 'recheck' ? [at] : []));
}

function accepted(commands: JudgedCommand[]): JudgedCommand[] {
  return commands.filter(({ outcome }) => outcome.kind === 'accepted');
}

/** Index of the head before `at`. GitHub's times are whole seconds: a push within the same one may have come later. */
function headBefore({ heads }: Given, at: Date): number {
  return heads.findLastIndex((head) => head.at < at);
}
