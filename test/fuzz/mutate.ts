/** Numbers by chance that are the same for the same seed (xorshift, Marsaglia 2003). */
export interface Chance {
  /** From 0 to below `most`. */
  below(most: number): number;
  oneOf<T>(list: readonly T[]): T | undefined;
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
  const below = (most: number): number => Math.floor(next() * most);
  return { below, oneOf: (list) => list[below(list.length)] };
}

/** What texts of any kind trip over. */
const odd = [
  ...[
    '',
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\r',
    '\0',
    '\u{1f600}',
    '\ud83d',
    '\udc00',
    '\u202e',
    '\u00a0',
    '\u2028',
    '\ufeff',
  ],
  ...[
    '0',
    '-1',
    '1e999',
    '9'.repeat(40),
    'null',
    'true',
    '__proto__',
    'constructor',
    'toString',
    '%',
    '%00',
    '%e0%a4',
  ],
  ...[
    '"',
    "'",
    '`',
    '\\',
    '<',
    '>',
    '&',
    '#',
    '@',
    ':',
    '/',
    '../',
    '*',
    '?',
    '[',
    ']',
    '(',
    ')',
    '{',
    '}',
    '|',
    '$',
    '=',
  ],
];

export const longestInput = 65_535;

/** A text made by chance from others: cut, doubled, put together, or one piece of it over and over. */
export function mutated(chance: Chance, corpus: readonly string[], pieces: readonly string[]): string {
  if (chance.below(12) === 0) return repeated(chance, [...pieces, ...odd]);
  let text = chance.oneOf(corpus) ?? '';
  const changes = 1 + chance.below(6);
  for (let change = 0; change < changes; change++) text = changed(chance, text, { corpus, pieces });
  return text.slice(0, longestInput);
}

function changed(
  chance: Chance,
  text: string,
  { corpus, pieces }: { corpus: readonly string[]; pieces: readonly string[] },
): string {
  const at = chance.below(text.length + 1);
  const end = at + chance.below(Math.min(60, text.length - at + 1));
  const piece = chance.oneOf(chance.below(2) === 0 && pieces.length > 0 ? pieces : odd) ?? '';
  switch (chance.below(7)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, at) + piece + text.slice(end);
    case 2:
      return text.slice(0, end) + text.slice(at);
    case 3:
      return text.slice(0, at) + text.slice(at, end).repeat(1 + chance.below(40)) + text.slice(end);
    case 4:
      return `${text.slice(0, at)}${(chance.oneOf(corpus) ?? '').slice(chance.below(40))}`;
    case 5:
      return (
        text.slice(0, at) +
        String.fromCharCode(chance.below(chance.below(2) === 0 ? 128 : 65_536)) +
        text.slice(at)
      );
    default:
      return text.slice(0, at) + piece + text.slice(at);
  }
}

/** What costs the square of its length is found so. */
function repeated(chance: Chance, pieces: readonly string[]): string {
  const unit = Array.from({ length: 1 + chance.below(3) }, () => chance.oneOf(pieces) ?? '').join('') || 'a';
  const length = chance.oneOf([500, 5_000, longestInput]) ?? 500;
  const begin = chance.oneOf(pieces) ?? '';
  const end = chance.oneOf(pieces) ?? '';
  return `${begin}${unit.repeat(Math.ceil(length / unit.length))}`.slice(0, length) + end;
}
