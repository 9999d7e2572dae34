import type { Situation } from '../../hotfix/situation.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { mergeTargetCommands } from './git-commands.ts';

const mostFiles = 30;

/** Where the backfill conflicts: with what, in which files it can be, and the commands; else nothing. */
export function conflictNote({ conflict, hotfix, target }: Situation): string[] {
  if (!conflict.conflicts) return [];
  const { files } = conflict;
  const left = files.length - mostFiles;
  const list = [
    ...files.slice(0, mostFiles).map((file) => `- ${codeSpan(file)}`),
    ...(left > 0 ? [`- and ${left} more`] : []),
  ].join('\n');
  return [
    `**The branch conflicts with ${codeSpan(target)}.**${files.length > 0 ? ' Changed on both sides:' : ''}`,
    ...(files.length > 0 ? [list] : []),
    `To merge ${codeSpan(target)} into the branch:`,
    mergeTargetCommands(hotfix.branch, target),
    'The push also starts the fast lane; you need not approve its deploy for this.',
  ];
}
