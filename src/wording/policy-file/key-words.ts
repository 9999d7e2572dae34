import type { KeyProblem } from '../../policy/explain/problem.ts';
import type { ProblemWords } from './problem-words.ts';
import { quoteInput } from './quote-input.ts';
import { sentenceOf } from './value-words.ts';

export const keyWords: ProblemWords<KeyProblem> = {
  'no-name': () => 'Here a key has no name; leave it out.',
  'merge-key': () => 'Mappings are not merged here; write their keys and values out.',
  'comma-in-value': () =>
    'Between braces a comma ends the value. Put a value that has a comma in it in quotation marks.',
  'lock-in-repository': () =>
    "`locked` belongs into the organisation's file, in its `.github` repository; leave it out here.",
  'gate-prototype': () => 'A gate cannot be named `__proto__`; choose another name.',
  'gate-name': ({ problem }) => sentenceOf('The name of a gate', problem),
  wrapper: ({ key }) =>
    `\`${key}\` is no key of a policy; write the keys below it at the beginning of their lines, without it.`,
  'dotted-key': ({ section, key }) => `Write \`${key}\` below \`${section}:\`, indented, and no dot.`,
  'does-nothing-yet': ({ path }) => `\`${path}\` does nothing in this version yet; leave it out.`,
  'nearly-does-nothing-yet': ({ key, nearest }) =>
    `\`${quoteInput(key)}\` is no key of a policy, and \`${nearest}\` does nothing in this version yet; leave it out.`,
  'other-section': ({ key, sections }) => `\`${quoteInput(key)}\` belongs ${places(sections)}.`,
  weekday: ({ key }) =>
    `\`${quoteInput(key)}\` belongs to the days before it; put them in quotation marks: \`weekdays: 'mon,wed'\`.`,
  'misspelt-key': ({ key, nearest, sections }) =>
    `\`${quoteInput(key)}\` is no key of a policy; did you mean \`${nearest}\`${sections ? `, ${places(sections)}` : ''}?`,
  'unknown-key': ({ key, known }) =>
    `\`${quoteInput(key)}\` is no key of a policy; known here: ${known.join(', ')}.`,
};

function places(sections: string[]): string {
  return sections
    .map((section) =>
      section === ''
        ? 'at the beginning of a line, outside of every section'
        : `below \`${section}:\`, indented`,
    )
    .join(', or ');
}
