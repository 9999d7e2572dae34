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
  /** An older runbook is stale; milliseconds. */
  maxAge: number;
  /** There are no others. */
  complete: boolean;
}

/** The runbooks of a repository as a review shows them; of one that has none, see {@link noRunbookText}. */
export function runbookTable(states: RunbookState[], { timezone, maxAge, complete }: Shown): string {
  const rows = states.map(({ path, changedAt, by, url, stale, touched }) => [
    link(codeSpanInCell(path, longestRunbookPath), url),
    changedAt === null ? 'unknown' : `${day(changedAt, timezone)}${stale ? ', **stale**' : ''}`,
    by === null ? '' : plainText(by, 60),
    touched ? 'changed' : 'not changed',
  ]);
  const stale = states.filter((one) => one.stale).length;
  return [
    table(['Runbook', 'Last change', 'By', 'In this incident'], rows),
    ...(stale > 0
      ? [
          `**Stale**: unchanged for longer than ${durationText(maxAge)}. Check each stale runbook, and update it where needed.`,
        ]
      : []),
    ...(complete ? [] : ['This list is not complete: check the other runbooks too.']),
  ].join('\n\n');
}

/** For a repository without a runbook: one to start from. */
export function noRunbookText(service: string, paths: string[]): string {
  const path = runbookSkeletonPath(service);
  const places = paths
    .slice(0, 5)
    .map((glob) => codeSpan(glob))
    .join(', ');
  const found =
    paths.length === 0
      ? '**No runbook:** the policy names no place for one.'
      : `**No runbook found** under ${places}${paths.length > 5 ? ' and other places' : ''}.`;
  return [
    `${found} **Next:** Save this one as ${codeSpan(path)}, adapt it to the service, and try it with \`--dry-run\`.`,
    '<details><summary>A runbook to start from</summary>',
    codeBlock(runbookSkeleton(service).trimEnd().split('\n'), 'bash'),
    '</details>',
  ].join('\n\n');
}
