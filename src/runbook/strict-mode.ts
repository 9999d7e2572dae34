import type { Statement } from './script.ts';
import type { Shell } from './shell-of.ts';

const names: Record<string, string> = { e: 'errexit', u: 'nounset', o: '' };

/** What ends a script that goes wrong, as `set -o` names it. A POSIX shell need not know `pipefail`. */
const wanted: Record<Shell, string[]> = {
  bash: ['errexit', 'nounset', 'pipefail'],
  ksh: ['errexit', 'nounset', 'pipefail'],
  posix: ['errexit', 'nounset'],
  other: [],
};

/** Beginnings of what does nothing yet: settings, declarations, tests of what is there, words for people. */
const preparing =
  /^(?:set|shopt|export|readonly|declare|typeset|local|trap|umask|alias|unset|echo|printf|true|cd|source|if|test|function)\b|^[.:[](?=[\s[])|^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=|^[\w.:-]+\s*\(\s*\)/;

/** What of the strict mode is not switched on before the first command that does something; and where that is. */
export function missingStrictMode(
  shell: Shell,
  statements: readonly Statement[],
): { missing: string[]; line: number } | null {
  const first = statements.findIndex(({ text }) => !preparing.test(text));
  if (first < 0) return null;
  const on = new Set(statements.slice(0, first).flatMap(({ text }) => optionsSetBy(text)));
  const missing = wanted[shell].filter((option) => !on.has(option));
  return missing.length === 0 ? null : { missing, line: statements[0]?.line ?? 1 };
}

/** `set -euo pipefail`, `set -e -o nounset && set -o pipefail`, `shopt -so pipefail`. */
function optionsSetBy(text: string): string[] {
  return text.split(/&&|;|\n/).flatMap((command) => {
    const [verb, ...words] = command
      .replace(/\s#.*$/, '')
      .trim()
      .split(/\s+/);
    if (verb === 'shopt') {
      const flags = words.filter((word) => word.startsWith('-')).join('');
      return flags.includes('s') && flags.includes('o') ? words.filter((word) => !word.startsWith('-')) : [];
    }
    return verb === 'set' ? optionsOf(words) : [];
  });
}

function optionsOf(words: string[]): string[] {
  const waiting = [...words];
  const on: string[] = [];
  for (let word = waiting.shift(); word !== undefined && /^[-+]\w/.test(word); word = waiting.shift()) {
    const named = [...word.slice(1)].map((letter) =>
      letter === 'o' ? (waiting.shift() ?? '') : names[letter],
    );
    if (word.startsWith('-')) on.push(...named.filter((name) => name !== undefined));
  }
  return on;
}
