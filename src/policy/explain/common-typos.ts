import { leaves } from '../keys.ts';
import { echo } from './quote-input.ts';

/** Something that is easily mistyped, and what to do about it. Line and column count from 1. */
export interface Slip {
  line: number;
  column: number;
  message: string;
}

const names = [...new Set(leaves.flatMap(({ parts }) => parts))].join('|');
/** Where a value begins. */
const value = '(?:[[{,]\\s*|[:-]\\s+)';

interface Rule {
  /** Means something to YAML where it is no slip. */
  isYaml?: true;
  /** Several of them are one mistake. */
  once?: true;
  /** What comes before the group named `at` is passed over. */
  pattern: RegExp;
  message: (found: string) => string;
}

const rules: Rule[] = [
  {
    once: true,
    pattern: /^(?<at><{7}|={7}|>{7}|\|{7})(?: |$)/d,
    message: () => 'This line is left over from a merge conflict; keep one side, and remove the marks.',
  },
  {
    once: true,
    pattern: /^\s*(?<at>```|~~~)/d,
    message: () => 'This line is Markdown and no part of a policy; leave such lines out.',
  },
  {
    pattern: /^\s*(?<at>\/\/|\/\*)/d,
    message: () => 'A comment begins with # in YAML.',
  },
  {
    pattern: /^ *(?<at>\t)/d,
    message: () => 'This line is indented with a tab; YAML wants spaces.',
  },
  {
    pattern: /^ *(?:[\w-]+:)?(?<at>(?=[^\n\r\t ])\s)/d,
    message: () => 'Here is a character that only looks like a space; write a space instead.',
  },
  {
    pattern: new RegExp(`^\\s*(?:${names})(?<at>\\s*=)`, 'd'),
    message: () => 'Write a colon and a space after the key, and no equals sign.',
  },
  {
    pattern: new RegExp(`(?:^\\s*(?:- )?|[{,]\\s*)(?:${names})(?<at>:(?=[^\\s,}]))`, 'd'),
    message: () => 'A space is missing after the colon.',
  },
  {
    pattern: new RegExp(`^\\s*(?:${names}): +(?:[^\\s{['"][^{[]*[\\s,])?(?<at>(?:${names}):(?: |$))`, 'd'),
    message: (found) => `Write \`${found.trim()}\` on a line of its own.`,
  },
  {
    pattern: new RegExp(`[{,]\\s*(?:${names}):\\s+[^\\s,{}[\\]]+\\s+(?<at>(?:${names}):)\\s`, 'd'),
    message: (found) => `A comma is missing before \`${found}\`.`,
  },
  {
    pattern: /[[,]\s*(?<at>[^\s,[\]()][^,[\]()]*\([^,[\]()]*,[^[\]()]*\))/d,
    message: () => 'A comma parts the entries of a list; put what belongs together in quotation marks.',
  },
  {
    pattern: /(?:[[{,]\s*|[:-]\s+)(?<at>[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb])/d,
    message: (found) => `\`${found}\` is no quotation mark to YAML; write " or ' instead.`,
  },
  {
    pattern: /^\s*(?<at>-(?=[^\s-]))/d,
    message: () => 'A space is missing after the dash.',
  },
  {
    pattern: new RegExp(`${value}(?<at>@[\\w/-]*)`, 'd'),
    message: (found) => `Leave the @ out: \`${found.slice(1)}\`.`,
  },
  {
    isYaml: true,
    pattern: new RegExp(`${value}(?<at>\\*[^\\s,\\]}]*)`, 'd'),
    message: (found) => `What begins with * must be put in quotation marks: \`'${found}'\`.`,
  },
  {
    isYaml: true,
    pattern: new RegExp(`${value}(?<at>![^\\s,\\]}]*)`, 'd'),
    message: (found) => `What begins with ! must be put in quotation marks: \`'${found}'\`.`,
  },
  {
    pattern: new RegExp(`${value}(?<at>[%\`])`, 'd'),
    message: (found) =>
      `What begins with ${found === '%' ? found : 'a backtick'} must be put in quotation marks.`,
  },
  {
    pattern: /\[[^\]]*\s(?<at>#)[^\]]*\]/d,
    message: () => 'From # on this is a comment; put the value in quotation marks.',
  },
];

/**
 * The slips in a text, at most one a line, in its order. What stands in quotation marks or in a comment is none.
 * `parsed`: it is YAML, though perhaps not what was meant.
 */
export function slipsIn(source: string, { parsed }: { parsed: boolean }): Slip[] {
  const told = new Set<Rule>();
  return source
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line, index) => {
      const seen = unquoted(line);
      for (const rule of rules) {
        const { pattern, message, isYaml, once } = rule;
        if (parsed && isYaml) continue;
        const match = pattern.exec(seen);
        const from = match?.indices?.groups?.at?.[0];
        if (from === undefined) continue;
        // The one about comments is the only one for which they count.
        const comment = /(?:^|\s)#/.exec(seen);
        if (comment && comment.index < from && !seen.startsWith('#', from)) continue;
        if (once && told.has(rule)) return [];
        told.add(rule);
        return [{ line: index + 1, column: from + 1, message: message(echo(match?.groups?.at ?? '')) }];
      }
      return [];
    });
}

/** The line, with what stands in quotation marks made invisible. */
function unquoted(line: string): string {
  return line.replace(/(?<=^|[\s[{,:-])(?:"(?:[^"\\]|\\.)*"|'[^']*')/g, (quoted) =>
    '_'.repeat(quoted.length),
  );
}
