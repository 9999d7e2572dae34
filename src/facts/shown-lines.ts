import { Lexer, type Token, type Tokens } from 'marked';

/** One line of a text as people see it. */
export interface ShownLine {
  kind: 'heading' | 'item' | 'text';
  /** Of a heading 1 to 6; of an item how many lists it is in, from 1; of text how many lists it is in, from 0. */
  depth: number;
  /** Of an item with a box to tick. */
  ticked: boolean;
  /** Its words, with code and the words of links. */
  text: string;
  /** The same without code, and with the addresses of links: where GitHub would see a reference. */
  linkable: string;
  /** What is in its first code span. */
  code: string | null;
}

/** GitHub takes no more in an issue. */
const longestBody = 65_536;

/** The parser takes the square of the length of a paragraph. Longer ones are read so far. */
const longestPiece = 2_000;

/** Nor the square of the number of lines, of which people write a few hundred. */
const mostLines = 5_000;

/** Lists within lists are walked so deep. */
const deepest = 20;

/**
 * The lines of an issue's body that a reader sees: nothing of quotations, of code that stands by itself, of tables, and
 * of what is hidden. A text that the parser cannot take has none.
 */
export function shownLines(body: string): ShownLine[] {
  const text = body.slice(0, longestBody).replace(/\r\n?/g, '\n');
  const cut = text.split('\n', mostLines).map((line) => line.slice(0, longestPiece));
  const lexer = new Lexer({ gfm: true });
  try {
    return lexer.blockTokens(cut.join('\n')).flatMap((token) => linesOf(lexer, token, 0));
  } catch (error) {
    // Nested thousands of times deep: nothing that a person wrote.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function linesOf(lexer: Lexer, token: Token, depth: number): ShownLine[] {
  switch (token.type) {
    case 'heading': {
      const { depth: level, text } = token as Tokens.Heading;
      return inLines(lexer, text).map((line) => ({ ...line, kind: 'heading', depth: level }));
    }
    case 'paragraph':
    case 'text':
      return inLines(lexer, (token as Tokens.Paragraph).text).map((line) => ({ ...line, depth }));
    case 'list':
      return depth < deepest
        ? (token as Tokens.List).items.flatMap((item) => linesOfItem(lexer, item, depth + 1))
        : [];
    default:
      return [];
  }
}

/** The first line of an item is the item; what follows within it is text, and items below it. */
function linesOfItem(lexer: Lexer, { checked, tokens }: Tokens.ListItem, depth: number): ShownLine[] {
  const lines = tokens.flatMap((token) => linesOf(lexer, token, depth));
  const [first] = lines;
  const item: ShownLine = { ...blank, kind: 'item', depth, ticked: checked === true };
  if (first?.kind !== 'text') return [item, ...lines];
  const { text, linkable, code } = first;
  // In a list with empty lines the parser leaves the box in the words.
  const [words, links] = [text, linkable].map((one) => one.replace(/^\[[ x]\] /i, ''));
  return [{ ...item, text: words ?? '', linkable: links ?? '', code }, ...lines.slice(1)];
}

const blank: ShownLine = { kind: 'text', depth: 0, ticked: false, text: '', linkable: '', code: null };

function inLines(lexer: Lexer, source: string): ShownLine[] {
  const lines = [{ ...blank }];
  const write = (tokens: Token[]): void => {
    for (const token of tokens) writeInline(lines, token, write);
  };
  write(lexer.inlineTokens(source.slice(0, longestPiece)));
  return lines.map((line) => ({ ...line, text: line.text.trim(), linkable: line.linkable.trim() }));
}

function writeInline(lines: ShownLine[], token: Token, write: (tokens: Token[]) => void): void {
  const last = lines.at(-1) ?? blank;
  switch (token.type) {
    case 'html':
      return;
    case 'br':
      lines.push({ ...blank });
      return;
    case 'codespan': {
      const { text } = token as Tokens.Codespan;
      last.text += text;
      last.linkable += ' ';
      last.code ??= text;
      return;
    }
    case 'link': {
      const { href, tokens } = token as Tokens.Link;
      last.linkable += ` ${href} `;
      write(tokens);
      return;
    }
    case 'image':
      return;
    default:
      if ('tokens' in token && token.tokens) write(token.tokens);
      else writeText(lines, 'text' in token && typeof token.text === 'string' ? token.text : '');
  }
}

function writeText(lines: ShownLine[], text: string): void {
  for (const [index, part] of text.split('\n').entries()) {
    if (index > 0) lines.push({ ...blank });
    const line = lines.at(-1) ?? blank;
    line.text += part;
    line.linkable += part;
  }
}
