/** The first sentence or so of Markdown, as plain text on one line of at most `most` characters. */
export function firstWords(markdown: string, most = 96): string {
  const line = markdown
    .replace(/<!--[\s\S]*?-->/g, '')
    .split('\n')
    .find((one) => /[\p{L}\p{N}]/u.test(one) && !/^\s*(?:#|\||```)/.test(one));
  return cut(plain(line ?? ''), most);
}

function plain(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*|`/g, '')
    .replace(/^\s*[-*]\s+/, '')
    .replace(/\\([|\\*_`])/g, '$1')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim();
}

/** Cuts between two words. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const short = text.slice(0, most - 1);
  return `${short.slice(0, Math.max(short.lastIndexOf(' '), most / 2)).replace(/[\s,;:.]+$/, '')}…`;
}
