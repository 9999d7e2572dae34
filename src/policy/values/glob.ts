export interface GlobOptions {
  ignoreCase?: boolean;
}

/** `false`: it matches nothing but itself. */
export function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

/**
 * Whether the whole text matches: `*` stands for any run of characters (also `/`), `?` for one, everything else for
 * itself. Takes a step for each character and each 32 characters of the pattern, however many stars there are.
 */
export function matchesGlob(
  pattern: string,
  text: string,
  { ignoreCase = false }: GlobOptions = {},
): boolean {
  const { prefix, rest } = compiled(ignoreCase ? pattern.toLowerCase() : pattern);
  const given = ignoreCase ? text.toLowerCase() : text;
  if (!given.startsWith(prefix)) return false;
  return rest === null ? given.length === prefix.length : accepts(rest, given, prefix.length);
}

interface Glob {
  /** What stands before the first `*` or `?`. */
  prefix: string;
  rest: Automaton | null;
}

/**
 * One bit for each place between the characters of a pattern, 32 a word: those places up to which the text read so far
 * fits. `*` is no place, but keeps the one at which it stands.
 */
interface Automaton {
  words: number;
  /** The places behind which this character may follow; for a character that is not named, `any`. */
  fits: Map<string, Uint32Array>;
  any: Uint32Array;
  stars: Uint32Array;
  end: number;
}

/** Each takes a few kilobytes. */
const mostKept = 500;
const kept = new Map<string, Glob>();

function compiled(pattern: string): Glob {
  const known = kept.get(pattern);
  if (known) return known;
  if (kept.size >= mostKept) kept.clear();
  const [prefix = ''] = /^[^*?]*/.exec(pattern) ?? [];
  const glob = { prefix, rest: prefix === pattern ? null : automatonOf(pattern.slice(prefix.length)) };
  kept.set(pattern, glob);
  return glob;
}

function automatonOf(pattern: string): Automaton {
  const characters = pattern.replaceAll('*', '').split('');
  const end = characters.length;
  const words = (end >>> 5) + 1;
  const places = (wanted: (character: string) => boolean): Uint32Array => {
    const bits = new Uint32Array(words);
    for (const [at, character] of characters.entries()) if (wanted(character)) set(bits, at);
    return bits;
  };
  const named = new Set(characters.filter((character) => character !== '?'));
  const fits = new Map(
    [...named].map((one) => [one, places((other) => other === one || other === '?')] as const),
  );
  const stars = new Uint32Array(words);
  let place = 0;
  for (let at = 0; at < pattern.length; at++) {
    if (pattern[at] === '*') set(stars, place);
    else place++;
  }
  return { words, fits, any: places((character) => character === '?'), stars, end };
}

function accepts({ words, fits, any, stars, end }: Automaton, text: string, from: number): boolean {
  const reached = new Uint32Array(words);
  reached[0] = 1;
  for (let at = from; at < text.length; at++) {
    const here = fits.get(text[at] ?? '') ?? any;
    let carried = 0;
    for (let word = 0; word < words; word++) {
      const before = reached[word] ?? 0;
      const goesOn = before & (here[word] ?? 0);
      reached[word] = (goesOn << 1) | carried | (before & (stars[word] ?? 0));
      carried = goesOn >>> 31;
    }
  }
  return (((reached[end >>> 5] ?? 0) >>> (end & 31)) & 1) === 1;
}

function set(bits: Uint32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
}
