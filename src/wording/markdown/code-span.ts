import { visible } from './visible.ts';

/** Text from outside as code: it mentions nobody, links nothing and opens no HTML, whatever is in it. */
export function codeSpan(text: string, length = 200): string {
  const shown = visible(text, length);
  if (shown === '') return '(empty)';
  const runs = shown.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/**
 * The same in a table cell, which GFM splits at `|` before it looks for code. A backslash before `|` cannot be written
 * there: a look-alike replaces it.
 */
export function codeSpanInCell(text: string, length = 200): string {
  return codeSpan(
    text.replace(/\\+(?=\|)/g, (run) => '⧵'.repeat(run.length)),
    length,
  ).replaceAll('|', '\\|');
}
