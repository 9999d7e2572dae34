import { TZDate } from '@date-fns/tz';
import { isValid } from 'date-fns/isValid';
import { subHours } from 'date-fns/subHours';
import { subMinutes } from 'date-fns/subMinutes';

/**
 * A moment as people write it: `14:02`, `2026-11-23 14:02`, both also with `UTC`, `Z` or an offset such as `UTC+1` or
 * `+01:00` after them, `20 minutes ago`, `2 h ago`, or `now`. A time of day alone is the last one before `now`.
 * `timezone`: where no offset is given. `null`: not understood.
 */
export function parseTime(text: string, { now, timezone }: { now: Date; timezone: string }): Date | null {
  const written = text.trim().replace(/\s+/g, ' ');
  if (/^now$/i.test(written)) return now;
  return ago(written, now) ?? onTheClock(written, { now, timezone });
}

function ago(text: string, now: Date): Date | null {
  const [, count, unit = ''] = /^(\d{1,4}) ?(m|min|mins|minutes?|h|hrs?|hours?) ago$/i.exec(text) ?? [];
  if (count === undefined) return null;
  return unit.toLowerCase().startsWith('m') ? subMinutes(now, Number(count)) : subHours(now, Number(count));
}

const clock =
  /^(?:(\d{4})-(\d{2})-(\d{2})[ T])?(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?(Z|(?:UTC|GMT)?(?:([+-])(\d{1,2})(?::?(\d{2}))?)?))?$/i;

function onTheClock(text: string, { now, timezone }: { now: Date; timezone: string }): Date | null {
  const match = clock.exec(text);
  if (!match) return null;
  const [, year, month, day, hour = '', minute = '', second = '0', offset = '', sign, hours, minutes] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const zone = offset === '' ? timezone : zoneOf(sign, hours, minutes);
  const today = new TZDate(now, zone);
  const date =
    year === undefined
      ? [today.getFullYear(), today.getMonth(), today.getDate()]
      : [Number(year), Number(month) - 1, Number(day)];
  const [y = 0, m = 0, d = 0] = date;
  const at = new TZDate(y, m, d, Number(hour), Number(minute), Number(second), zone);
  // The thirty-first of November is the first of December to the calendar, and a mistake to people.
  if (!isValid(at) || at.getMonth() !== m || at.getDate() !== d) return null;
  if (year !== undefined || at <= now) return new Date(at);
  return new Date(new TZDate(y, m, d - 1, Number(hour), Number(minute), Number(second), zone));
}

function zoneOf(sign = '+', hours = '0', minutes = '0'): string {
  return `${sign}${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}`;
}
