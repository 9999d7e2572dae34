import { TZDate, tzOffset } from '@date-fns/tz';
import { format } from 'date-fns/format';

/** A moment in the policy's time zone: `24 Nov 2026, 15:02 CET (UTC+1)`. Never relative to now. */
export function when(moment: Date, timezone: string): string {
  return `${format(new TZDate(moment, timezone), 'd MMM yyyy, HH:mm')} ${zone(moment, timezone)}`;
}

/** The calendar day alone: `24 Nov 2026`. */
export function day(moment: Date, timezone: string): string {
  return format(new TZDate(moment, timezone), 'd MMM yyyy');
}

function zone(moment: Date, timezone: string): string {
  const offset = utcOffset(tzOffset(timezone, moment));
  const name = ['en-GB', 'en-US'].map((locale) => abbreviation(moment, timezone, locale)).find(isName);
  return name === undefined || name === offset ? offset : `${name} (${offset})`;
}

/** Each locale knows the names of its own part of the world, and gives the offset (`GMT+9`) elsewhere. */
function abbreviation(moment: Date, timezone: string, locale: string): string {
  const key = `${locale} ${timezone}`;
  const formatter =
    formatters.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: timezone, timeZoneName: 'short' });
  formatters.set(key, formatter);
  return formatter.formatToParts(moment).find((part) => part.type === 'timeZoneName')?.value ?? '';
}

/** Slow to make, and the number of time zones is limited. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function isName(text: string): boolean {
  return /^[A-Z]{2,5}$/.test(text);
}

function utcOffset(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`;
  return `UTC${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest}`;
}
