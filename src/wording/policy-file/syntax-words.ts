import type { SyntaxProblem } from '../../policy/explain/problem.ts';
import type { ProblemWords } from './problem-words.ts';
import { quoteInput } from './quote-input.ts';

export const syntaxWords: ProblemWords<SyntaxProblem> = {
  'too-large': () => 'The file is larger than 16 KiB; a policy is a few dozen lines.',
  'not-utf8': () => 'Here is a byte that belongs to no character; save the file as UTF-8.',
  'yaml-directive': () =>
    'A line that begins with % is an instruction to YAML and no part of a policy; leave it out.',
  'several-documents': () => 'There are several documents in this file; keep one, without "---" in between.',
  'not-a-mapping': () => 'The file must be a mapping of keys to values, such as "mode: observe".',
  'aliases-too-large': () => 'The file uses aliases that grow too large; write the values out.',
  'nested-too-deeply': () => 'This is nested too deeply; a policy has four levels.',
  'duplicate-key': () => 'This key is there twice; keep one.',
  'unknown-anchor': ({ name }) => {
    const shown = quoteInput(name);
    return `Nothing above is marked with \`&${shown}\`; what begins with * must be put in quotation marks: \`'*${shown}'\`.`;
  },
  'merge-conflict': () =>
    'This line is left over from a merge conflict; keep one side, and remove the marks.',
  'markdown-fence': () => 'This line is Markdown and no part of a policy; leave such lines out.',
  'comment-sign': () => 'A comment begins with # in YAML.',
  'tab-indent': () => 'This line is indented with a tab; YAML wants spaces.',
  'odd-space': () => 'Here is a character that only looks like a space; write a space instead.',
  'equals-sign': () => 'Write a colon and a space after the key, and no equals sign.',
  'no-space-after-colon': () => 'A space is missing after the colon.',
  'no-space-after-dash': () => 'A space is missing after the dash.',
  'comma-in-entry': () =>
    'A comma parts the entries of a list; put what belongs together in quotation marks.',
  'key-on-same-line': ({ key }) => `Write \`${quoteInput(key)}\` on a line of its own.`,
  'comma-missing': ({ key }) => `A comma is missing before \`${quoteInput(key)}\`.`,
  'odd-quotation-mark': ({ mark }) => `\`${mark}\` is no quotation mark to YAML; write " or ' instead.`,
  'at-sign': ({ name }) => `Leave the @ out: \`${quoteInput(name)}\`.`,
  'unquoted-start': ({ text }) =>
    `What begins with ${text.slice(0, 1)} must be put in quotation marks: \`'${quoteInput(text)}'\`.`,
  'reserved-start': ({ mark }) =>
    `What begins with ${mark === '`' ? 'a backtick' : mark} must be put in quotation marks.`,
  'comment-in-list': () => 'From # on this is a comment; put the value in quotation marks.',
  backslash: () => 'In double quotation marks a backslash is an instruction to YAML; use single ones.',
  unquoted: () => 'Put this in quotation marks: it begins with what means something to YAML.',
  'colon-in-value': () => 'There is more than one colon in this line; put the value in quotation marks.',
  'ends-too-early': () => 'The value has ended before this; put the whole of it in quotation marks.',
  'indent-differs': () => 'Indent this line like the others that belong together with it.',
  'indent-below-value': () => 'Indent this line like the one above it, which has its value already.',
  'indent-differs-from-first': () => 'Indent this line like the first one.',
  'indent-in-brackets': () => 'Indent what is between the brackets further than their key.',
  'colon-missing': () => 'Here a colon is missing, and a value.',
  'dash-beside-key': () => 'A list in dashes begins on a line of its own, below its key.',
  'quotation-mark-open': () => 'This quotation mark is not closed in its line.',
  'bracket-open': ({ bracket }) => `This \`${bracket}\` is not closed.`,
  'bracket-too-many': ({ bracket }) => `There is one \`${bracket}\` more than there are opening ones.`,
  'not-yaml': ({ said }) => `This is not YAML: ${quoteInput(said)}.`,
};
