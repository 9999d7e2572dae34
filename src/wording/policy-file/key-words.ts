import type { KeyProblem } from '../../policy/explain/problem.ts';
import type { ProblemWords } from './problem-words.ts';
import { quoteInput } from './quote-input.ts';
import { sentenceOf } from './value-words.ts';

export const keyWords: ProblemWords<KeyProblem> = {
  'no-name': () => 'This key has no name; leave it out.',
  'merge-key': () => 'A policy does not merge mappings; write their keys and values out.',
  'comma-in-value': () =>
    'Between braces a comma ends a value; put a value that contains one in quotation marks.',
  'lock-in-repository': () =>
    "`locked` belongs in the organisation's file, in its `.github` repository; leave it out here.",
  'gate-prototype': () => 'A gate cannot be named `__proto__`; choose another name.',
  'gate-name': ({ problem }) => sentenceOf('The name of a gate', problem),
  wrapper: ({ key }) =>
    `\`${key}\` is not a key of the policy; leave it out, and write the keys below it at the start of their lines.`,
  'dotted-key': ({ section, key }) => `Write \`${key}\` below \`${section}:\`, indented, without the dot.`,
  'does-nothing-yet': ({ path }) => `\`${path}\` does nothing in this version yet; leave it out.`,
  'nearly-does-nothing-yet': ({ key, nearest }) =>
    `\`${quoteInput(key)}\` is not a key of the policy, and \`${nearest}\` does nothing in this version yet; leave it out.`,
  'other-section': ({ key, sections }) => `\`${quoteInput(key)}\` belongs ${places(sections)}.`,
  weekday: ({ key }) =>
    `\`${quoteInput(key)}\` belongs with the days before it; put them all in quotation marks: \`weekdays: 'mon,wed'\`.`,
  'misspelt-key': ({ key, nearest, sections }) =>
    `\`${quoteInput(key)}\` is not a key of the policy; did you mean \`${nearest}\`${sections ? `, ${places(sections)}` : ''}?`,
  'unknown-key': ({ key, known }) =>
    `\`${quoteInput(key)}\` is not a key of the policy; ${known.length === 1 ? 'the only key here is' : 'the keys here are'} ${known.join(', ')}.`,
};

function places(sections: string[]): string {
  return sections
    .map((section) =>
      section === '' ? 'at the start of a line, outside every section' : `below \`${section}:\`, indented`,
    )
    .join(', or ');
}
