/**
 * The hidden first line of everything that this App writes, by which it finds its own writing again. Nothing in a
 * key can end the HTML comment: every part is percent-encoded, a hyphen beside another one too.
 */
export function marker(
  kind: 'backfill' | 'status' | 'reminder' | 'breach' | 'review' | 'command' | 'setup',
  ...key: string[]
): string {
  return `<!-- hotfix-policy:${kind}:${key.map(encoded).join(':')} -->`;
}

/** The key of the artefact whose text begins so; `null` where it begins with no mark. Anyone can type one. */
export function keyOfMarker(text: string): string | null {
  const [, kind, key] = /^<!-- hotfix-policy:([a-z]+):([^ \n]*) -->/.exec(text) ?? [];
  if (kind === undefined || key === undefined) return null;
  try {
    return [kind, ...key.split(':').map(decodeURIComponent)].join(':');
  } catch {
    return null;
  }
}

/** The key of the review whose mark stands on a line of its own: people may have written above it. */
export function keyOfReviewMarker(text: string): string | null {
  const [line] = /^<!-- hotfix-policy:review:[^ :\n]+ -->(?=[ \t\r]*$)/m.exec(text) ?? [];
  return line === undefined ? null : keyOfMarker(line);
}

function encoded(part: string): string {
  // A lone half of a surrogate pair cannot be encoded.
  const url = encodeURIComponent(part.toWellFormed());
  return url.replace(/[!'()*]/g, percent).replace(/-(?=-)|-$/g, percent);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
