/** The text of a file as GitHub's contents give it; `null`: it is a folder, a link to elsewhere, or too large to be given. */
export function textOfFile(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null;
  const { type, encoding, content } = data as Record<string, unknown>;
  if (type !== 'file' || encoding !== 'base64' || typeof content !== 'string') return null;
  return Buffer.from(content, 'base64').toString('utf8');
}
