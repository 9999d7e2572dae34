import { Marked, type Token, type Tokens } from 'marked';

const markdown = new Marked({ gfm: true });

/** A comment may hold 65,536 characters. In one that is longer than a person writes for the App, nothing is looked for. */
const longestComment = 20_000;
const mostCommands = 5;
const longestLine = 1_000;

const beginning = /^\/hotfix(?=\s|$)/i;

/**
 * The lines of a comment that begin with `/hotfix`, as people see it: not in quotations, in code or in what is hidden.
 * At most five; each cut to 1,000 characters.
 */
export function commandLines(body: string): string[] {
  const text = body.replace(/\r\n?/g, '\n');
  const lines = text.split('\n');
  if (body.length > longestComment || !lines.some((line) => beginning.test(line))) return [];
  return (
    linesOf(text)
      // One that is indented, as within a list, does not begin its line.
      .filter((line) => beginning.test(line) && lines.includes(line))
      .slice(0, mostCommands)
      .map((line) => line.slice(0, longestLine).trimEnd())
  );
}

/** A text nested thousands of times deep is more than the parser takes, and nothing that a person wrote. */
function linesOf(text: string): string[] {
  try {
    return markdown.lexer(text).flatMap(shownLines);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** Of a quotation, a block of code or of HTML, a table and the like: none. */
function shownLines(token: Token): string[] {
  switch (token.type) {
    case 'paragraph':
    case 'text':
      return inline(token as Tokens.Paragraph).split('\n');
    case 'list':
      return (token as Tokens.List).items.flatMap((item) => item.tokens.flatMap(shownLines));
    default:
      return [];
  }
}

/** A line that is within code, or within HTML, is not one that a person wrote to be read. */
function inline({ raw, tokens = [] }: { raw: string; tokens?: Token[] }): string {
  const hides = (token: Token): boolean => token.type === 'codespan' || token.type === 'html';
  return tokens.some(hides)
    ? tokens.map((token) => (hides(token) ? token.raw.replaceAll('\n', ' ') : token.raw)).join('')
    : raw;
}
