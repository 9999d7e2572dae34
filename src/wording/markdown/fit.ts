/** Longest body that GitHub takes for an issue, a pull request or a comment, and longest summary of a check run. */
export const bodyLimit = 65_536;
export const summaryLimit = 65_535;

const notice = '\n\n*The rest is left out: GitHub takes no more text here.*\n';

/**
 * The text within the limit. It is cut between lines, so that its beginning, with the mark, stays; a block of code
 * that is cut through is closed first. Counted as GitHub counts at its strictest, in bytes of UTF-8.
 */
export function fit(text: string, limit: number): string {
  if (bytes(text) <= limit) return text;
  let size = bytes(notice) + 64;
  let fence = '';
  const kept: string[] = [];
  for (const line of text.split('\n')) {
    size += bytes(line) + 1;
    if (size > limit) break;
    const ticks = /^(`{3,})\w*$/.exec(line)?.[1];
    if (ticks) fence = fence === '' ? ticks : ticks === fence ? '' : fence;
    kept.push(line);
  }
  return `${kept.join('\n')}${fence && `\n${fence}`}${notice}`;
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
