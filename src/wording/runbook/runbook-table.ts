import { longestRunbookPath } from '../../policy/runbook-paths.ts';
import type { RunbookState } from '../../runbook/runbooks.ts';
import { codeBlock } from '../markdown/code-block.ts';
import { codeSpan, codeSpanInCell } from '../markdown/code-span.ts';
import { link } from '../markdown/link.ts';
import { plainText } from '../markdown/plain-text.ts';
import { table } from '../markdown/table.ts';
import { durationText } from '../phrases/duration.ts';
import { day } from '../phrases/when.ts';
import { runbookSkeleton, runbookSkeletonPath } from './runbook-skeleton.ts';

interface Shown {
  timezone: string;
  /** After which a runbook is stale; milliseconds. */
  maxAge: number;
  /** There are no others. */
  complete: boolean;
}

/** The runbooks of a repository as a review shows them; of one that has none, see {@link noRunbookText}. */
export function runbookTable(states: RunbookState[], { timezone, maxAge, complete }: Shown): string {
  const rows = states.map(({ path, changedAt, by, url, stale, touched }) => [
    link(codeSpanInCell(path, longestRunbookPath), url),
    changedAt === null ? 'not known' : `${day(changedAt, timezone)}${stale ? ', **stale**' : ''}`,
    by === null ? '' : plainText(by, 60),
    touched ? 'changed' : 'not changed',
  ]);
  const stale = states.filter((one) => one.stale).length;
  return [
    table(['Runbook', 'Last change', 'By', 'In this incident'], rows),
    ...(stale > 0
      ? [
          `**Stale**: not changed for longer than ${durationText(maxAge)}. Check that it still tells the truth, and change what does not.`,
        ]
      : []),
    ...(complete ? [] : ['There are more than are asked about here: look through the rest yourselves.']),
  ].join('\n\n');
}

/** Said once in a review: there is no runbook, and here is one to begin with. */
export function noRunbookText(service: string, paths: string[]): string {
  const path = runbookSkeletonPath(service);
  const places = paths
    .slice(0, 5)
    .map((glob) => codeSpan(glob))
    .join(', ');
  const looked =
    paths.length === 0
      ? 'The policy names no place for one'
      : `Looked for under ${places}${paths.length > 5 ? ' and more' : ''}`;
  return [
    `**No runbook.** ${looked}. Next time, whoever is on call should have more to go by: save this as ${codeSpan(path)}, change what differs, and try it with \`--dry-run\`.`,
    `<details><summary>A runbook to begin with</summary>`,
    codeBlock(runbookSkeleton(service).trimEnd().split('\n'), 'bash'),
    '</details>',
  ].join('\n\n');
}
