/** Pieces of Markdown that cost a parser the square of their number, or more, where it looks for pairs. */
const repeated = [
  ...['w~__', '*_a', '*a ', '__a', '`', '` ``', '`a``', '~', '~~a', '\\', '&a', 'a_', '_a_', '***a'],
  ...[
    '[',
    '![',
    '[a](',
    '[a](<',
    '![a](',
    '](',
    '[[a](b)](',
    '[a]: b "',
    '[a](b "',
    "[a](b '",
    '[a][',
    '\\[',
    '[a](\\(',
  ],
  ...[
    '<',
    '<a ',
    '<a b="',
    "<a b='",
    '<a b=',
    '<!--',
    '<!',
    '<?',
    '<![CDATA[',
    '</a',
    '<a@',
    '<http:',
    '<a b ',
    '<pre ',
  ],
  ...['> ', '- ', '>', '1. ', '- > ', '#', '# ', '| ', '|-', '    ', '\t', ' ', '- \t', '*\t', '=', '- - '],
];

const lines = [
  ...['> a', '- a', '  - a', 'a', '<div>', '<!--', '<pre>', '```', '| a |', '| - |', '===', '---'],
  ...['[a]: b', '[a', '`', '    a', '1. a', '<a b="', '/hotfix status'],
];

/** Texts of about so many characters that a parser of Markdown finds hard, each with a command at its end. */
export function hostileMarkdown(length: number): string[] {
  const fill = (piece: string): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  const deep = Array.from(
    { length: Math.floor(Math.sqrt(length * 2)) },
    (_, depth) => `${'  '.repeat(depth)}- a`,
  );
  return [
    ...repeated.flatMap((piece) => [fill(piece), `${fill(piece)}a`, `a${fill(piece)}`]),
    ...repeated.map((piece) => fill(`${piece}\n`)),
    ...lines.map((line) => fill(`${line}\n`)),
    ...lines.flatMap((line) => lines.map((other) => fill(`${line}\n${other}\n`))),
    `${'- '.repeat(24)}a${'\n'.repeat(length - 48)}`,
    `${'> '.repeat(24)}a\n${fill(`${' '.repeat(24)}\n`)}`,
    `a${'_'.repeat(length)}a`,
    `a ${'`'.repeat(length / 2)}${fill('`a')}`,
    Array.from({ length: Math.floor(Math.sqrt(length * 2)) }, (_, count) => '`'.repeat(count)).join(' '),
    deep.join('\n').slice(0, length),
  ].map((text) => `${text}\n\n/hotfix status`);
}
