import { type ArtefactKey, artefactKey, parseArtefactKey } from './keys.ts';

/**
 * The hidden first line of everything that this App writes, by which it finds its own texts again. Nothing in a key
 * can end the HTML comment: every part is percent-encoded, and so is a hyphen next to another one. Anybody can type
 * such a line: it counts only with its seal (`seal.ts`), or where the ledger has it.
 */
export function markerOf(key: ArtefactKey): string {
  const parsed = parseArtefactKey(key);
  switch (parsed?.kind) {
    case 'backfill':
      return marker('backfill', parsed.branch, String(parsed.count));
    case 'status':
      return marker('status', String(parsed.number));
    case 'reminder':
    case 'review-reminder':
      return marker('reminder', String(parsed.number), parsed.term, String(parsed.index));
    case 'said-once':
      return marker('reminder', String(parsed.number), parsed.what);
    case 'command':
      return marker('command', String(parsed.comment), String(parsed.line));
    case 'breach':
    case 'setup':
      return marker(parsed.kind, parsed.rule, ...(parsed.about === '' ? [] : [parsed.about]));
    case 'review':
    case 'review-block':
      return marker('review', parsed.incident);
    default:
      throw new Error(`nothing with the key ${key} has a text`);
  }
}

/** The lines around this App's part of a review, in which people write too. */
export function markersOfReview(incident: string): [start: string, end: string] {
  return [marker('review', incident), marker('review', incident, 'end')];
}

/** On an issue that a person opened for an incident which has its review elsewhere. */
export function markerOfReviewElsewhere(incident: string): string {
  return marker('review', incident, 'elsewhere');
}

function marker(kind: string, ...key: string[]): string {
  return `<!-- hotfix-policy:${kind}:${key.map(encoded).join(':')} -->`;
}

/**
 * The key of the artefact whose text begins this way; `null` where it begins with no marker that this version
 * knows. Anyone can type one. `on`: the issue or pull request of the comment.
 */
export function keyOfMarker(text: string, on: number | null = null): ArtefactKey | null {
  const [, kind, key] = /^<!-- hotfix-policy:([a-z]+):([^ \n]*) -->/.exec(text) ?? [];
  if (kind === undefined || key === undefined) return null;
  try {
    const parts = key.split(':').map(decodeURIComponent);
    // A review's other markers have one part more than the review's own, whatever colons its ID contains.
    if (kind === 'review' && parts.length > 1)
      return parts[1] === 'elsewhere' && on !== null ? artefactKey.reviewElsewhere(on) : null;
    const found = [kind, ...parts].join(':');
    return parseArtefactKey(found) === null ? null : (found as ArtefactKey);
  } catch {
    return null;
  }
}

/** The marker that the text begins with, and those of reviews on a line of their own: people may have written above. */
export function markersIn(text: string): string[] {
  const [first] = /^<!-- hotfix-policy:[a-z]+:[^ \n]* -->(?=[ \t\r]*(?:\n|$))/.exec(text) ?? [];
  const reviews = text.match(/^<!-- hotfix-policy:review:[^ :\n]+ -->(?=[ \t\r]*$)/gm) ?? [];
  return [...new Set(first === undefined ? reviews : [first, ...reviews])];
}

function encoded(part: string): string {
  // A lone surrogate cannot be encoded.
  const url = encodeURIComponent(part.toWellFormed());
  return url.replace(/[!'()*]/g, percent).replace(/-(?=-)|-$/g, percent);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
