import { addMilliseconds } from 'date-fns/addMilliseconds';
import { max } from 'date-fns/max';
import { min } from 'date-fns/min';
import { waitForMoreCheckEvents, waitForUnreadChecks } from '../../waiting/timings.ts';
import type { ChecksChange, Hotfix } from '../hotfix.ts';

type Checks = Pick<Hotfix, 'checks' | 'checksChanges' | 'fresh'>;

/** By commit, oldest first. */
export function changesBySha(told: (ChecksChange & { sha: string })[]): Hotfix['checksChanges'] {
  const changes = Map.groupBy(told, ({ sha }) => sha);
  return Object.fromEntries([...changes].map(([sha, its]) => [sha, its.map(({ at, of }) => ({ at, of }))]));
}

/** How many changes were told of. */
export function countTold({ checksChanges }: Pick<Checks, 'checksChanges'>, sha: string): number {
  return checksChanges[sha]?.length ?? 0;
}

/** More changes of the commit's checks are known than were when they were read. */
export function isStale(hotfix: Checks, sha: string): boolean {
  return countTold(hotfix, sha) > (hotfix.checks[sha]?.covers ?? 0);
}

/** Something was told by then that was not read. */
export function wasLeftUnread({ checks, checksChanges }: Checks, sha: string, then: Date): boolean {
  const unread = (checksChanges[sha] ?? []).slice(checks[sha]?.covers ?? 0);
  return unread.some(({ at }) => at <= then);
}

/** `false`: it came into being with a push that was told of, and nothing was told of any check since. */
export function mayHaveChecks({ checks, checksChanges, fresh }: Checks, sha: string): boolean {
  return checks[sha] !== undefined || !fresh.includes(sha) || (checksChanges[sha] ?? []).length > 0;
}

/** The same of commit statuses, which are asked for apart from check runs. */
export function mayHaveStatuses({ checksChanges, fresh }: Checks, sha: string): boolean {
  return !fresh.includes(sha) || (checksChanges[sha] ?? []).some(({ of }) => of !== 'runs');
}

/** What was read last; where there is nothing to read, that; `null`: not read yet. */
export function lastReading(
  hotfix: Checks,
  sha: string,
): Pick<Hotfix['checks'][string], 'checks' | 'readAt'> | null {
  return hotfix.checks[sha] ?? (mayHaveChecks(hotfix, sha) ? null : { checks: [], readAt: new Date(0) });
}

/** When what was told can be expected to be all for a while. `start`: when the full pipeline could begin at the earliest. */
export function quietAt({ checks, checksChanges }: Checks, sha: string, start: Date): Date {
  const unread = (checksChanges[sha] ?? []).slice(checks[sha]?.covers ?? 0);
  // No event: somebody asks, or a comparison found out.
  if (unread.some(({ of }) => of === null)) return new Date(0);
  const first = unread[0]?.at ?? start;
  const last = unread.at(-1)?.at ?? start;
  return min([
    addMilliseconds(max([last, start]), waitForMoreCheckEvents),
    addMilliseconds(max([first, start]), waitForUnreadChecks),
  ]);
}
