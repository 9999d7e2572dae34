import { TZDate } from '@date-fns/tz';
import { addDays } from 'date-fns/addDays';
import { addMilliseconds } from 'date-fns/addMilliseconds';
import { getHours } from 'date-fns/getHours';
import { getISODay } from 'date-fns/getISODay';
import { getMinutes } from 'date-fns/getMinutes';
import { startOfDay } from 'date-fns/startOfDay';
import type { Policy } from '../policy/policy.ts';

/** Which reminder is due, and when the next one will be. The first has index 0 and is due at the deadline. */
export interface ReminderSchedule {
  /** The newest that is due; earlier ones that were missed are skipped. `null`: none is due yet. */
  due: number | null;
  /** When it fell due. */
  dueAt: Date | null;
  nextAt: Date | null;
}

/**
 * One reminder at the deadline, then one every `reminders.every`, at most `reminders.limit`; each waits for the end of
 * the policy's quiet hours and for one of its weekdays. One that would come too soon after a delayed one is skipped and
 * does not count. The deadline itself does not move. Reminders from before `since` are not sent later.
 */
export function reminderSchedule(
  deadline: Date,
  policy: Policy,
  now: Date,
  since: Date | null = null,
): ReminderSchedule {
  let due: number | null = null;
  let dueAt: Date | null = null;
  let at = allowedFrom(deadline, policy);
  for (let index = 0; index < policy.reminders.limit; index++) {
    if (at > now) return { due, dueAt, nextAt: at };
    if (!since || at >= since) {
      due = index;
      dueAt = at;
    }
    at = nextAfter(at, deadline, policy);
  }
  return { due, dueAt, nextAt: null };
}

/** The first reminder a whole number of intervals after the deadline that is at least one interval after `last`. */
function nextAfter(last: Date, deadline: Date, policy: Policy): Date {
  const { every } = policy.reminders;
  const passed = Math.floor((last.getTime() - deadline.getTime()) / every);
  const soon = allowedFrom(addMilliseconds(deadline, (passed + 1) * every), policy);
  return soon.getTime() - last.getTime() >= every
    ? soon
    : allowedFrom(addMilliseconds(deadline, (passed + 2) * every), policy);
}

/** The first moment from `at` on at which the policy lets a reminder be sent. */
function allowedFrom(at: Date, policy: Policy): Date {
  let moment: TZDate = new TZDate(at, policy.timezone);
  // Each round moves past one stretch of quiet hours or one excluded day: at most a week of both.
  for (let round = 0; round < 15; round++) {
    const later = pastExcludedDay(moment, policy) ?? pastQuietHours(moment, policy);
    if (!later) break;
    moment = later;
  }
  return new Date(moment.getTime());
}

function pastExcludedDay(moment: TZDate, policy: Policy): TZDate | null {
  const { weekdays } = policy.reminders;
  if (!weekdays || weekdays.includes(getISODay(moment))) return null;
  return new TZDate(startOfDay(addDays(moment, 1)), policy.timezone);
}

function pastQuietHours(moment: TZDate, policy: Policy): TZDate | null {
  const quiet = policy.reminders.quietHours;
  if (!quiet) return null;
  const minute = getHours(moment) * 60 + getMinutes(moment);
  const overMidnight = quiet.from > quiet.until;
  const inside = overMidnight
    ? minute >= quiet.from || minute < quiet.until
    : minute >= quiet.from && minute < quiet.until;
  if (!inside) return null;
  const endsTomorrow = overMidnight && minute >= quiet.from;
  const day = startOfDay(endsTomorrow ? addDays(moment, 1) : moment);
  return atMinuteOfDay(new TZDate(day, policy.timezone), quiet.until);
}

/** By the wall clock, so that days of 23 or 25 hours end their quiet hours when the clock on the wall says so. */
function atMinuteOfDay(day: TZDate, minute: number): TZDate {
  const moment = new TZDate(day, day.timeZone);
  moment.setHours(Math.floor(minute / 60), minute % 60, 0, 0);
  return moment;
}
