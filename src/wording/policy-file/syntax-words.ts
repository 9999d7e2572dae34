import type { SyntaxProblem } from '../../policy/explain/problem.ts';
import type { ProblemWords } from './problem-words.ts';
import { quoteInput } from './quote-input.ts';

export const syntaxWords: ProblemWords<SyntaxProblem> = {
  'too-large': () => 'The file is larger than 16 KiB; a policy is a few dozen lines.',
  'not-utf8': () => 'This is not valid UTF-8; save the file as UTF-8.',
  'yaml-directive': () =>
    'A line that begins with % is a YAML directive, which a policy cannot have; leave it out.',
  'several-documents': () =>
    'The file has several YAML documents; keep one, and remove the "---" between them.',
  'not-a-mapping': () => 'The file must be a mapping of keys to values, such as "mode: observe".',
  'aliases-too-large': () => 'The aliases in the file expand to too many values; write the values out.',
  'nested-too-deeply': () => 'This is nested too deeply; a policy has four levels.',
  'duplicate-key': () => 'This key appears twice; keep one.',
  'unknown-anchor': ({ name }) => {
    const shown = quoteInput(name);
    return `There is no anchor \`&${shown}\` above; put text that begins with * in quotation marks: \`'*${shown}'\`.`;
  },
  'merge-conflict': () =>
    'This line is left over from a merge conflict; keep one side, and remove the markers.',
  'markdown-fence': () => 'This line is Markdown; leave such lines out.',
  'comment-sign': () => 'In YAML a comment begins with #.',
  'tab-indent': () => 'This line is indented with a tab; use spaces.',
  'odd-space': () => 'This character only looks like a space; write a space instead.',
  'equals-sign': () => 'Write a colon and a space after the key instead of an equals sign.',
  'no-space-after-colon': () => 'A space is missing after the colon.',
  'no-space-after-dash': () => 'A space is missing after the dash.',
  'comma-in-entry': () =>
    'A comma separates the entries of a list; put an entry that contains one in quotation marks.',
  'key-on-same-line': ({ key }) => `Write \`${quoteInput(key)}\` on a line of its own.`,
  'comma-missing': ({ key }) => `A comma is missing before \`${quoteInput(key)}\`.`,
  'odd-quotation-mark': ({ mark }) =>
    `YAML does not read \`${mark}\` as a quotation mark; write " or ' instead.`,
  'at-sign': ({ name }) => `Remove the @: \`${quoteInput(name)}\`.`,
  'unquoted-start': ({ text }) =>
    `Put a value that begins with ${text.slice(0, 1)} in quotation marks: \`'${quoteInput(text)}'\`.`,
  'reserved-start': ({ mark }) =>
    `Put a value that begins with ${mark === '`' ? 'a backtick' : mark} in quotation marks.`,
  'comment-in-list': () => 'YAML reads a comment from # on; put the value in quotation marks.',
  backslash: () => 'In double quotation marks a backslash is an escape; use single quotation marks.',
  unquoted: () => 'Put this in quotation marks: its first character has a meaning in YAML.',
  'colon-in-value': () => 'There is more than one colon in this line; put the value in quotation marks.',
  'ends-too-early': () => 'The value ends before this; put the whole value in quotation marks.',
  'indent-differs': () => 'Indent this line like the lines that it belongs with.',
  'indent-below-value': () => 'Indent this line like the one above it, which already has a value.',
  'indent-differs-from-first': () => 'Indent this line like the first one.',
  'indent-in-brackets': () => 'Indent the lines between the brackets further than their key.',
  'colon-missing': () => 'A colon and a value are missing here.',
  'dash-beside-key': () => 'A list with dashes begins on a line of its own, below its key.',
  'quotation-mark-open': () => 'This quotation mark is not closed on its line.',
  'bracket-open': ({ bracket }) => `This \`${bracket}\` is not closed.`,
  'bracket-too-many': ({ bracket }) => `There is one \`${bracket}\` too many.`,
  'not-yaml': ({ said }) => `This is not YAML: ${quoteInput(said)}.`,
};
