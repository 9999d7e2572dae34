/**
 * A Markdown link; `label` is safe Markdown. Addresses come from outside too (a commit status may contain any): one that
 * is not http or https is left out, and nothing in it can end the link.
 */
export function link(label: string, url: string | null): string {
  if (url === null || url.length > 2_000 || !/^https?:\/\/[^\s]+$/i.test(url)) return label;
  return `[${label}](${url.toWellFormed().replace(/[^A-Za-z0-9\-._~:/?#@!$&+,;=%]/gu, percentEncoded)})`;
}

function percentEncoded(character: string): string {
  const encoded = encodeURIComponent(character);
  return encoded === character ? `%${character.charCodeAt(0).toString(16).toUpperCase()}` : encoded;
}
