/**
 * A Markdown link; `label` is Markdown that is safe already. Addresses come from outside as well (a commit status
 * may hold any): what is not http or https is left out, and nothing in one can end the link.
 */
export function link(label: string, url: string | null): string {
  if (url === null || url.length > 2_000 || !/^https?:\/\/[^\s]+$/i.test(url)) return label;
  return `[${label}](${url.toWellFormed().replace(/[^A-Za-z0-9\-._~:/?#@!$&+,;=%]/gu, percentEncoded)})`;
}

function percentEncoded(character: string): string {
  const encoded = encodeURIComponent(character);
  return encoded === character ? `%${character.charCodeAt(0).toString(16).toUpperCase()}` : encoded;
}
