import { nearestKey } from '../../policy/explain/nearest-key.ts';
import { parseDuration } from '../../policy/values/duration.ts';
import { parseTime } from './parse-time.ts';
import { type ParsedTimeline, parseTimeline } from './parse-timeline.ts';

/** A line that begins with `/hotfix`, parsed. */
export type ParsedCommand =
  | { verb: 'status' | 'recheck' | 'help' }
  | { verb: 'waive' | 'supersede'; reason: string }
  /** `by`: milliseconds. */
  | { verb: 'extend'; by: number; reason: string }
  | { verb: 'deployed'; at: Date }
  | ParsedTimeline
  /** `word`: what was written for a verb. `nearest`: the verb that was perhaps meant. */
  | { verb: 'unknown'; word: string; nearest: Verb | null }
  /** Something that the verb needs is missing, or cannot be understood. */
  | { verb: 'incomplete'; of: Verb; missing: 'reason' | 'duration' | 'time' | 'row' };

export type Verb = (typeof verbs)[number];

/** In the order in which `help` lists them. */
export const verbs = [
  'status',
  'deployed',
  'extend',
  'waive',
  'supersede',
  'timeline',
  'recheck',
  'help',
] as const;

const shortestReason = 3;

/** When and in which time zone a line was written: times of day depend on both. */
interface WhenWritten {
  at: Date;
  timezone: string;
}

/** Reads one line. Case and spaces do not matter; what follows the verb is kept as it was written. */
export function parseCommand(line: string, written: WhenWritten): ParsedCommand {
  const [, word = '', rest = ''] = /^\/hotfix\s*(\S*)\s*(.*)$/is.exec(line.trim()) ?? [];
  const verb = verbs.find((one) => one === word.toLowerCase());
  const text = rest.trim();
  switch (verb) {
    case 'status':
    case 'recheck':
    case 'help':
      return { verb };
    case 'waive':
    case 'supersede':
      return isReason(text) ? { verb, reason: text } : { verb: 'incomplete', of: verb, missing: 'reason' };
    case 'extend':
      return extension(text);
    case 'deployed':
      return deploy(text, written);
    case 'timeline':
      return parseTimeline(text, written);
    case undefined:
      return word === '' ? { verb: 'help' } : { verb: 'unknown', word, nearest: meant(word) };
  }
}

function extension(text: string): ParsedCommand {
  const [, span = '', reason = ''] = /^(\S*)\s*(.*)$/s.exec(text) ?? [];
  const by = parseDuration(span.toLowerCase());
  if (by === null || by === 0) return { verb: 'incomplete', of: 'extend', missing: 'duration' };
  return isReason(reason)
    ? { verb: 'extend', by, reason }
    : { verb: 'incomplete', of: 'extend', missing: 'reason' };
}

/** Without a time, the moment of the comment. A time in the future is a mistake. */
function deploy(text: string, { at: now, timezone }: WhenWritten): ParsedCommand {
  const at = text === '' ? now : parseTime(text.replace(/^at /i, ''), { now, timezone });
  return at !== null && at <= now
    ? { verb: 'deployed', at }
    : { verb: 'incomplete', of: 'deployed', missing: 'time' };
}

/** A placeholder that was left in, or dots, are no reason. */
function isReason(text: string): boolean {
  return text.length >= shortestReason && /\p{L}{2}/u.test(text) && !/^<[^>]*>$/.test(text);
}

function meant(word: string): Verb | null {
  const near = nearestKey(word.slice(0, 30), verbs);
  return verbs.find((verb) => verb === near) ?? null;
}
