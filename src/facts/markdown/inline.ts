import { tagEnd } from './html.ts';

/** A part of a paragraph, from and to an offset in it. */
export interface Piece {
  /** `image`: with the words that stand for it. `address`: what follows the words of a link. */
  kind: 'text' | 'code' | 'html' | 'image' | 'address';
  from: number;
  to: number;
  /** Words, code or the address. */
  text: string;
}

const punctuation = /[!-/:-@[-`{-~]/;
const autolink = /<([a-z][a-z\d+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d.-]+)>/iy;
/** An address in brackets may have spaces; another has no bracket but pairs of round ones. */
const destination =
  /\(\s*(?:<([^<>\n]*)>|((?:[^\s()<\\]|\\\S|\((?:[^\s()\\]|\\\S)*\))(?:[^\s()\\]|\\\S|\((?:[^\s()\\]|\\\S)*\))*)?)(?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)/sy;

interface Bracket {
  image: boolean;
  from: number;
  /** How many pieces there were before it. */
  pieces: number;
}

/**
 * The parts of a paragraph or a heading, in one pass: each character is looked at a few times, whatever is in the text.
 * Emphasis is left out of the words, and which signs make a pair is not looked for.
 */
export function inlinePieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  const brackets: Bracket[] = [];
  /** Within a link there is no other: brackets before it are words. */
  let dead = 0;
  const codeEnd = codeEnds(text);
  const missing = new Set<string>();
  let at = 0;
  const add = (kind: Piece['kind'], to: number, words: string): void => {
    pieces.push({ kind, from: at, to, text: words });
    at = to;
  };

  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '\\' && punctuation.test(text[at + 1] ?? '')) add('text', at + 2, text[at + 1] ?? '');
    else if (character === '`') {
      const length = runOf(text, at);
      const end = codeEnd(at, length);
      const code = text.slice(at + length, end - length).replaceAll('\n', ' ');
      if (end > 0) add('code', end, code.trim() === '' ? code : code.replace(/^ (.*) $/, '$1'));
      else add('text', at + length, text.slice(at, at + length));
    } else if (character === '<') {
      autolink.lastIndex = at;
      const link = autolink.exec(text);
      const end = link ? 0 : htmlEnd(text, at, missing);
      if (link) add('text', autolink.lastIndex, link[1] ?? '');
      else if (end > 0) add('html', end, '');
      else add('text', at + 1, '<');
    } else if (character === '[' || text.startsWith('![', at)) {
      const image = character === '!';
      brackets.push({ image, from: at, pieces: pieces.length });
      add('text', at + (image ? 2 : 1), image ? '![' : '[');
    } else if (character === ']') {
      const bracket = brackets.pop();
      destination.lastIndex = at + 1;
      const isLink = bracket && (bracket.image || brackets.length >= dead) && text[at + 1] === '(';
      const found = isLink ? destination.exec(text) : null;
      if (!bracket || !found) add('text', at + 1, ']');
      else if (bracket.image) {
        pieces.length = bracket.pieces;
        at = bracket.from;
        add('image', destination.lastIndex, '');
      } else {
        const opening = pieces[bracket.pieces];
        if (opening) opening.text = '';
        add('address', destination.lastIndex, found[1] ?? found[2] ?? '');
        dead = brackets.length;
      }
      dead = Math.min(dead, brackets.length);
    } else {
      const end = plainEnd(text, at);
      add('text', end, withoutEmphasis(text, at, end));
    }
  }
  return pieces;
}

const special = /[\\`<![\]]/g;

/** Up to the next character that may begin something else: at least one further. */
function plainEnd(text: string, at: number): number {
  special.lastIndex = at + 1;
  return special.exec(text)?.index ?? text.length;
}

/** A low line within a word is one of its letters. */
function withoutEmphasis(text: string, from: number, to: number): string {
  const words = text.slice(from, to).replace(/\*|~~/g, '');
  return words.replace(/_+/g, (signs, at: number) =>
    isLetter(words[at - 1]) && isLetter(words[at + signs.length]) ? signs : '',
  );
}

function isLetter(character = ''): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}

function runOf(text: string, at: number): number {
  let end = at;
  while (text[end] === '`') end++;
  return end - at;
}

/** Finds where code ends that begins with a run of `length` signs: at the next run of the same length. 0: nowhere. */
function codeEnds(text: string): (at: number, length: number) => number {
  const ends = new Map<number, number[]>();
  for (let at = text.indexOf('`'); at >= 0; at = text.indexOf('`', at)) {
    const length = runOf(text, at);
    const known = ends.get(length) ?? [];
    ends.set(length, known);
    known.push(at);
    at += length;
  }
  // From the first on: each is looked at once.
  for (const known of ends.values()) known.reverse();
  return (at, length) => {
    const known = ends.get(length) ?? [];
    while (known.length > 0 && (known.at(-1) ?? 0) < at + length) known.pop();
    const end = known.at(-1);
    return end === undefined ? 0 : end + length;
  };
}

const closers: [begins: string, ends: string][] = [
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<![CDATA[', ']]>'],
  ['<!', '>'],
];

/** Where HTML ends that begins at `at`; -1: none does. What is missing further on is not looked for again. */
function htmlEnd(text: string, at: number, missing: Set<string>): number {
  const end = tagEnd(text, at);
  if (end > 0) return end;
  const [begins, ends] = closers.find(([one]) => text.startsWith(one, at)) ?? [];
  if (begins === undefined || ends === undefined || missing.has(ends)) return -1;
  // `<!-->` and `<!--->` are whole comments.
  const found = text.indexOf(ends, at + (begins === '<!--' ? 2 : begins.length));
  if (found < 0) missing.add(ends);
  return found < 0 ? -1 : found + ends.length;
}
