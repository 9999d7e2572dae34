/** Stands in for a removed reason: where none was given, none may seem to have been removed. */
const reason = /(?=\S)(?!<[^>]*>\s*$)(?=.{2}.*\S)(?=.*\p{L}{2})/u.source;

/** Verbs that end in free text; for `extend` after the duration, for `timeline` after `none` or `unknown`. */
const beginnings = [
  new RegExp(String.raw`^\s*/hotfix\s+(?:waive|supersede)\s+${reason}`, 'iu'),
  new RegExp(String.raw`^\s*/hotfix\s+extend\s+\d+[smhd]\s+${reason}`, 'iu'),
  /^\s*\/hotfix\s+timeline\s+[a-z][a-z -]*?[\s:]+(?:none|unknown)\b[\s:,–—-]*/i,
  /^\s*\/hotfix\s+(?:status|recheck|help|deployed|timeline)\b\s*/i,
];

/** A command line without the free text at its end; the whole line where it has none. */
export function beginningOf(line: string): string {
  for (const beginning of beginnings) {
    const [found] = beginning.exec(line) ?? [];
    if (found !== undefined) return found;
  }
  return /^\s*\/hotfix\b\s*/i.exec(line)?.[0] ?? '';
}
