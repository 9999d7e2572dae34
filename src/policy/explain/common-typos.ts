import { leaves } from '../keys.ts';
import type { SyntaxProblem } from './problem.ts';

/** Something that is easily mistyped. Line and column count from 1. */
export interface Typo {
  line: number;
  column: number;
  problem: SyntaxProblem;
}

const names = [...new Set(leaves.flatMap(({ parts }) => parts))].join('|');
/** Where a value begins. */
const value = '(?:[[{,]\\s*|[:-]\\s+)';

interface Rule {
  /** Means something to YAML where it is no typo. */
  isYaml?: true;
  /** Several of them are one mistake. */
  once?: true;
  /** What comes before the group named `at` is passed over. */
  pattern: RegExp;
  problem: (found: string) => SyntaxProblem;
}

const rules: Rule[] = [
  {
    once: true,
    pattern: /^(?<at><{7}|={7}|>{7}|\|{7})(?: |$)/d,
    problem: () => ({ code: 'merge-conflict' }),
  },
  {
    once: true,
    pattern: /^\s*(?<at>```|~~~)/d,
    problem: () => ({ code: 'markdown-fence' }),
  },
  {
    pattern: /^\s*(?<at>\/\/|\/\*)/d,
    problem: () => ({ code: 'comment-sign' }),
  },
  {
    pattern: /^ *(?<at>\t)/d,
    problem: () => ({ code: 'tab-indent' }),
  },
  {
    pattern: /^ *(?:[\w-]+:)?(?<at>(?=[^\n\r\t ])\s)/d,
    problem: () => ({ code: 'odd-space' }),
  },
  {
    pattern: new RegExp(`^\\s*(?:${names})(?<at>\\s*=)`, 'd'),
    problem: () => ({ code: 'equals-sign' }),
  },
  {
    pattern: new RegExp(`(?:^\\s*(?:- )?|[{,]\\s*)(?:${names})(?<at>:(?=[^\\s,}]))`, 'd'),
    problem: () => ({ code: 'no-space-after-colon' }),
  },
  {
    pattern: new RegExp(`^\\s*(?:${names}): +(?:[^\\s{['"][^{[]*[\\s,])?(?<at>(?:${names}):(?: |$))`, 'd'),
    problem: (found) => ({ code: 'key-on-same-line', key: found.trim() }),
  },
  {
    pattern: new RegExp(`[{,]\\s*(?:${names}):\\s+[^\\s,{}[\\]]+\\s+(?<at>(?:${names}):)\\s`, 'd'),
    problem: (found) => ({ code: 'comma-missing', key: found }),
  },
  {
    pattern: /[[,]\s*(?<at>[^\s,[\]()][^,[\]()]*\([^,[\]()]*,[^[\]()]*\))/d,
    problem: () => ({ code: 'comma-in-entry' }),
  },
  {
    pattern: /(?:[[{,]\s*|[:-]\s+)(?<at>[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb])/d,
    problem: (found) => ({ code: 'odd-quotation-mark', mark: found }),
  },
  {
    pattern: /^\s*(?<at>-(?=[^\s-]))/d,
    problem: () => ({ code: 'no-space-after-dash' }),
  },
  {
    pattern: new RegExp(`${value}(?<at>@[\\w/-]*)`, 'd'),
    problem: (found) => ({ code: 'at-sign', name: found.slice(1) }),
  },
  {
    isYaml: true,
    pattern: new RegExp(`${value}(?<at>\\*[^\\s,\\]}]*)`, 'd'),
    problem: (found) => ({ code: 'unquoted-start', text: found }),
  },
  {
    isYaml: true,
    pattern: new RegExp(`${value}(?<at>![^\\s,\\]}]*)`, 'd'),
    problem: (found) => ({ code: 'unquoted-start', text: found }),
  },
  {
    pattern: new RegExp(`${value}(?<at>[%\`])`, 'd'),
    problem: (found) => ({ code: 'reserved-start', mark: found }),
  },
  {
    pattern: /\[[^\]]*\s(?<at>#)[^\]]*\]/d,
    problem: () => ({ code: 'comment-in-list' }),
  },
];

/**
 * The typos in a text, at most one a line, in its order. What stands in quotation marks or in a comment is none.
 * `parsed`: it is YAML, though perhaps not what was meant.
 */
export function typosIn(source: string, { parsed }: { parsed: boolean }): Typo[] {
  const told = new Set<Rule>();
  return source
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line, index) => {
      const seen = unquoted(line);
      for (const rule of rules) {
        const { pattern, problem, isYaml, once } = rule;
        if (parsed && isYaml) continue;
        const match = pattern.exec(seen);
        const from = match?.indices?.groups?.at?.[0];
        if (from === undefined) continue;
        // The one about comments is the only one for which they count.
        const comment = /(?:^|\s)#/.exec(seen);
        if (comment && comment.index < from && !seen.startsWith('#', from)) continue;
        if (once && told.has(rule)) return [];
        told.add(rule);
        return [{ line: index + 1, column: from + 1, problem: problem(match?.groups?.at ?? '') }];
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
