import { type Block, blocksOf } from '../../facts/markdown/blocks.ts';

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
  const lines = body.replace(/\r\n?/g, '\n').split('\n');
  if (body.length > longestComment || !lines.some((line) => beginning.test(line))) return [];
  return (
    blocksOf(body)
      .flatMap(shownLineNumbers)
      .map((number) => lines[number] ?? '')
      // One that is indented, as within a list, does not begin its line.
      .filter((line) => beginning.test(line))
      .slice(0, mostCommands)
      .map((line) => line.slice(0, longestLine).trimEnd())
  );
}

/** The numbers of a paragraph's lines that do not begin within code, a tag, or what a link or an image hides. */
function shownLineNumbers({ kind, line, text, pieces }: Block): number[] {
  if (kind !== 'paragraph') return [];
  let begins = 0;
  let piece = 0;
  return text.split('\n').flatMap((words, index) => {
    while ((pieces[piece]?.to ?? text.length) <= begins) piece += 1;
    const isShown = pieces[piece]?.kind === 'text';
    begins += words.length + 1;
    return isShown ? [line + index] : [];
  });
}
