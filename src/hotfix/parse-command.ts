import { nearestKey } from '../policy/nearest-key.ts';

/** What a line that begins with `/hotfix` asks for. */
export type ParsedCommand =
  | { verb: 'supersede'; reason: string }
  | { verb: 'status' | 'help' }
  /** `word`: what was written for a verb. `nearest`: the verb that was perhaps meant. */
  | { verb: 'unknown'; word: string; nearest: Verb | null }
  /** What the verb needs was left out. */
  | { verb: 'incomplete'; of: Verb; missing: 'reason' };

export type Verb = (typeof verbs)[number];

/** In the order in which `help` lists them. */
export const verbs = ['status', 'supersede', 'help'] as const;

const shortestReason = 3;

/** Reads one line. Case and spaces do not matter; what follows the verb is kept as it was written. */
export function parseCommand(line: string): ParsedCommand {
  const [, word = '', rest = ''] = /^\/hotfix\s*(\S*)\s*(.*)$/is.exec(line.trim()) ?? [];
  const verb = verbs.find((one) => one === word.toLowerCase());
  const text = rest.trim();
  switch (verb) {
    case 'status':
    case 'help':
      return { verb };
    case 'supersede':
      return text.length < shortestReason
        ? { verb: 'incomplete', of: verb, missing: 'reason' }
        : { verb, reason: text };
    case undefined:
      return word === '' ? { verb: 'help' } : { verb: 'unknown', word, nearest: meant(word) };
  }
}

function meant(word: string): Verb | null {
  const near = nearestKey(word.slice(0, 30), verbs);
  return verbs.find((verb) => verb === near) ?? null;
}
