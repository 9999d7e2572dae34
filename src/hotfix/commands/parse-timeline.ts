import { parseTime } from './parse-time.ts';

/** The rows of the timeline that people fill in. When the hotfix was deployed is known from the records. */
export const reportedRows = ['deploy', 'detected', 'rollback', 'recovered', 'root-cause'] as const;

export type ReportedRow = (typeof reportedRows)[number];

/** `at: null`: it is not known, or never was (`none`); `reason`: what they said about it, perhaps nothing. */
export type TimelineEntry =
  | { at: Date }
  | {
      at: null;
      none: boolean;
      reason: string;
    };

export type ParsedTimeline =
  | ({ verb: 'timeline'; row: ReportedRow } & TimelineEntry)
  | { verb: 'incomplete'; of: 'timeline'; missing: 'row' | 'time' };

/** As the names of the rows are written, and as the rows are headed. */
const names: [row: ReportedRow, name: RegExp][] = [
  ['deploy', /^deploy(?:[ -]started)?(?=[\s:]|$)/i],
  ['detected', /^(?:issue[ -])?detected(?=[\s:]|$)/i],
  ['rollback', /^rollback(?:[ -]initiated)?(?=[\s:]|$)/i],
  ['recovered', /^(?:service[ -])?recovered(?=[\s:]|$)/i],
  ['root-cause', /^root[ -]?cause(?:[ -]identified)?(?=[\s:]|$)/i],
];

/** Reads what follows `/hotfix timeline`. A time in the future is a mistake. */
export function parseTimeline(
  text: string,
  { at: now, timezone }: { at: Date; timezone: string },
): ParsedTimeline {
  const found = names.map(([row, name]) => ({ row, written: name.exec(text)?.[0] }));
  const named = found.find(({ written }) => written !== undefined);
  if (!named) return { verb: 'incomplete', of: 'timeline', missing: 'row' };
  const { row, written = '' } = named;
  const rest = text.slice(written.length).replace(/^[\s:]+/, '');
  const [, word, reason = ''] = /^(unknown|none)(?:\s*[:,–—-]?\s+(.*))?$/is.exec(rest) ?? [];
  if (word)
    return { verb: 'timeline', row, at: null, none: word.toLowerCase() === 'none', reason: reason.trim() };
  const at = parseTime(rest.replace(/^at /i, ''), { now, timezone });
  return at !== null && at <= now
    ? { verb: 'timeline', row, at }
    : { verb: 'incomplete', of: 'timeline', missing: 'time' };
}
