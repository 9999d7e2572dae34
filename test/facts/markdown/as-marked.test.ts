import fc from 'fast-check';
import { lexer, type Token, type Tokens } from 'marked';
import { commandLines } from '../../../src/intake/read/command-lines.ts';

/** Lines of every kind that begin, end or go on with a block. */
const lines = [
  ...[
    '',
    '',
    ' ',
    'words',
    'more words',
    '/hotfix status',
    '/hotfix status',
    '/hotfix status',
    '/hotfix status',
    '/hotfix help',
    '    /hotfix indented',
    '  words',
  ],
  ...['# heading', '====', '---', '- - -', '***', '```', '````', '~~~', '``` js', '    code', '\tcode'],
  ...[
    '> quote',
    '>',
    '> > deeper',
    '> ```',
    '> - item',
    '- item',
    '- ',
    '* item',
    '1. item',
    '2) item',
    '  - below',
  ],
  ...[
    '- > quoted',
    '- ```',
    '  ```',
    '| a | b |',
    '| - | - |',
    '|:-|',
    'a | b',
    '[a]: /url',
    '[a]: /url "title',
  ],
  ...[
    '<!-- hidden',
    '-->',
    '<!-- whole -->',
    '<pre>',
    '</pre>',
    '<div>',
    '</div>',
    '<details>',
    '</details>',
  ],
  ...[
    '<b>',
    '</b>',
    '<script>',
    '</script>',
    '<?php',
    '?>',
    'one `code',
    'end` of it',
    '``',
    'a `whole` one',
  ],
  ...[
    'a <b title="',
    '">',
    '[link](/url',
    '"title")',
    '![image',
    '](x)',
    '*stars*',
    'under_score_',
    '\\`',
    '<a@b.c>',
  ],
];

/** By another parser of Markdown: what it takes for code, for a quotation, for HTML or for a table. */
function shownByMarked(text: string): string[] {
  const shown = (token: Token): string[] => {
    switch (token.type) {
      case 'paragraph':
      case 'text':
        return inline(token as Tokens.Paragraph).split('\n');
      case 'list':
        return (token as Tokens.List).items.flatMap(({ tokens }) => tokens.flatMap(shown));
      default:
        return [];
    }
  };
  return lexer(text, { gfm: true }).flatMap(shown);
}

function inline({ raw, tokens = [] }: { raw: string; tokens?: Token[] }): string {
  const hides = ({ type }: Token): boolean => ['codespan', 'html', 'image'].includes(type);
  return tokens.some(hides)
    ? tokens.map((token) => (hides(token) ? token.raw.replaceAll('\n', ' ') : token.raw)).join('')
    : raw;
}

function commandsByMarked(text: string): string[] {
  return shownByMarked(text).filter((line) => /^\/hotfix (?:status|help)$/.test(line));
}

const documents = (without: RegExp): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...lines.filter((line) => !without.test(line))), { maxLength: 12 })
    .map((some) => some.join('\n'));

/** Where the other parser goes its own way: fences, tables and headings within lists, tags below definitions and quotations. */
const withTags = documents(/^ *(?:> ?)|^ *(?:[-*]|\d[.)])(?: |$)|^\[a|^=/);
const withQuotations = documents(/^ *(?:> )?(?:[-*]|\d[.)])(?: |$)|^\[a|^<\/|^<b>|^=/);
const withLists = documents(/^- `|^ {2}`|^\||^\[a|^<b>|^<\/|^=/);

/** Tags alone on their lines, and what makes a heading of the lines above it, are read in several ways. */
const usual = documents(/^=|^---|^<\/|^<b>|^<\?|^<pre|^<script|^\[a|^- `|^ {2}`|^\||^- $|^> -|^!/);

test.each([
  ['with tags', withTags],
  ['with quotations', withQuotations],
  ['with lists', withLists],
])('nothing is a command that is shown as code, as a quotation or not at all: %s', (_, some) => {
  fc.assert(
    fc.property(some, (text) => {
      const left = commandsByMarked(text);
      for (const command of commandLines(text)) {
        const at = left.indexOf(command);
        expect([command, at >= 0]).toEqual([command, true]);
        left.splice(at, 1);
      }
    }),
    { numRuns: 1_500 },
  );
});

test('a shown line of a usual text is a command', () => {
  fc.assert(
    fc.property(usual, (text) => expect(commandLines(text)).toEqual(commandsByMarked(text).slice(0, 5))),
    { numRuns: 1_500 },
  );
});

test('the random texts have commands in them, shown and hidden', () => {
  const texts = fc.sample(fc.oneof(withTags, withQuotations, withLists), { numRuns: 600, seed: 1 });
  const written = texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => /^\/hotfix (?:status|help)$/.test(line));
  const read = texts.flatMap(commandLines);
  expect(read.length).toBeGreaterThan(50);
  expect(written.length - read.length).toBeGreaterThan(50);
});
