import { addSeconds } from 'date-fns/addSeconds';
import { isAfter } from 'date-fns/isAfter';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import { newsMaxAge } from '../waiting/timings.ts';
import type { News, PassedOver, SlackEvent } from './news.ts';

/** What happened before this is not told, or no longer. */
export function newsBegins(now: Date): Date {
  return subMilliseconds(now, newsMaxAge);
}

interface Judging {
  /** By the policy. */
  named: readonly SlackEvent[];
  /** Moments from which on things are told: this database is whole, the policy is enforced, the App is installed. */
  since: readonly (Date | null)[];
  now: Date;
}

/** Whether news that was just noticed is to be told, or why not. */
export function judgeNews({ event, happenedAt }: News, { named, since, now }: Judging): 'due' | PassedOver {
  if (!named.includes(event)) return 'not-named';
  // GitHub's times are in whole seconds.
  const isBefore = (moment: Date): boolean => !isAfter(addSeconds(happenedAt, 1), moment);
  const begins = [...since.filter((moment) => moment !== null), newsBegins(now)];
  return begins.some(isBefore) ? 'old' : 'due';
}
