import { addMilliseconds } from 'date-fns/addMilliseconds';
import { max } from 'date-fns/max';
import { min } from 'date-fns/min';
import { waitForMoreCheckEvents, waitForUnreadChecks } from '../../waiting/timings.ts';
import type { CheckEvent, Hotfix } from '../hotfix.ts';
import type { ChecksReading } from '../readings.ts';

type CheckHistory = Pick<Hotfix, 'readings' | 'checkEvents' | 'newCommits'>;

/** By commit, oldest first. */
export function eventsBySha(told: (CheckEvent & { sha: string })[]): Hotfix['checkEvents'] {
  const changes = Map.groupBy(told, ({ sha }) => sha);
  return Object.fromEntries([...changes].map(([sha, its]) => [sha, its.map(({ at, of }) => ({ at, of }))]));
}

/** How many events of the commit's checks are known. */
export function countEvents({ checkEvents }: Pick<Hotfix, 'checkEvents'>, sha: string): number {
  return checkEvents[sha]?.length ?? 0;
}

/** More events are known than were when the checks were read. */
export function isStale(hotfix: CheckHistory, sha: string): boolean {
  return countEvents(hotfix, sha) > (hotfix.readings.checks[sha]?.covers ?? 0);
}

/** An event had come by `then`, and the checks have not been read since. */
export function wasLeftUnread({ readings, checkEvents }: CheckHistory, sha: string, then: Date): boolean {
  const unread = (checkEvents[sha] ?? []).slice(readings.checks[sha]?.covers ?? 0);
  return unread.some(({ at }) => at <= then);
}

/** `false`: a push that is known made the commit, and no event of a check has come since. */
export function mayHaveChecks({ readings, checkEvents, newCommits }: CheckHistory, sha: string): boolean {
  return (
    readings.checks[sha] !== undefined || !newCommits.includes(sha) || (checkEvents[sha] ?? []).length > 0
  );
}

/** The same for commit statuses, which GitHub lists apart from check runs. */
export function mayHaveStatuses({ checkEvents, newCommits }: CheckHistory, sha: string): boolean {
  return !newCommits.includes(sha) || (checkEvents[sha] ?? []).some(({ of }) => of !== 'runs');
}

/** The last reading; an empty one where there is nothing to read; `null`: not read yet. */
export function lastReading(
  hotfix: CheckHistory,
  sha: string,
): Pick<ChecksReading, 'checks' | 'readAt'> | null {
  return (
    hotfix.readings.checks[sha] ?? (mayHaveChecks(hotfix, sha) ? null : { checks: [], readAt: new Date(0) })
  );
}

/** When no more events can be expected for a while. `start`: when the full pipeline could begin at the earliest. */
export function quietAt({ readings, checkEvents }: CheckHistory, sha: string, start: Date): Date {
  const unread = (checkEvents[sha] ?? []).slice(readings.checks[sha]?.covers ?? 0);
  // Not an event of GitHub: a person asked, or a comparison found the change.
  if (unread.some(({ of }) => of === null)) return new Date(0);
  const first = unread[0]?.at ?? start;
  const last = unread.at(-1)?.at ?? start;
  return min([
    addMilliseconds(max([last, start]), waitForMoreCheckEvents),
    addMilliseconds(max([first, start]), waitForUnreadChecks),
  ]);
}
