/**
 * Longest body that GitHub takes for an issue, a pull request or a comment, less the seal that is written into it; and
 * longest summary of a check run.
 */
export const bodyLimit = 65_536 - 256;
export const summaryLimit = 65_535;

const notice = '\n\n*The rest is left out: the text is too long for GitHub.*\n';

/**
 * The text within the limit. It is cut between lines and keeps its beginning, with the marker. Code blocks and folds that
 * the cut leaves open are closed, or they would swallow what comes below. Counted in bytes of UTF-8, GitHub's strictest
 * way.
 */
export function fit(text: string, limit: number): string {
  if (bytes(text) <= limit) return text;
  let size = bytes(notice) + 64;
  let fence = '';
  let folds = 0;
  const kept: string[] = [];
  for (const line of text.split('\n')) {
    size += bytes(line) + 1;
    if (size > limit) break;
    const ticks = /^(`{3,})\w*$/.exec(line)?.[1];
    if (ticks) fence = fence === '' ? ticks : ticks === fence ? '' : fence;
    const opened = fence === '' ? foldsOpenedBy(line) : 0;
    folds += opened;
    // The lines that close them again.
    size += opened * endOfFold.length;
    kept.push(line);
  }
  return `${kept.join('\n')}${fence && `\n${fence}`}${endOfFold.repeat(Math.max(0, folds))}${notice}`;
}

const endOfFold = '\n\n</details>';

function foldsOpenedBy(line: string): number {
  const tags = line.match(/<\/?details\b/gi) ?? [];
  return tags.filter((tag) => tag[1] !== '/').length - tags.filter((tag) => tag[1] === '/').length;
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
