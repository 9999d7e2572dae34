import { markersOfReview } from './marker.ts';

/**
 * This App's part of a review's text stands between two hidden lines; what is outside of them is people's, and is never
 * touched. Editors of GitHub end lines in their own way.
 */
export function asBlock(incident: string, content: string): string {
  const [start, end] = markersOfReview(incident);
  return `${start}\n\n${content}\n\n${end}`;
}

/** The text with the block in the place of the one before it. Where that is not whole, the block comes first. */
export function withBlock(body: string, incident: string, block: string): string {
  const place = placeOf(body, incident);
  if (place) return `${body.slice(0, place.from)}${block}${body.slice(place.to)}`;
  const rest = withoutMarks(body, incident);
  return rest === '' ? block : `${block}\n\n${rest}`;
}

/** What people wrote. */
export function withoutBlock(body: string, incident: string): string {
  const place = placeOf(body, incident);
  if (!place) return withoutMarks(body, incident);
  return `${body.slice(0, place.from)}\n${body.slice(place.to)}`.trim();
}

/** The block as it stands there, whatever the ends of its lines; `null`: it is not whole. */
export function blockIn(body: string, incident: string): string | null {
  const place = placeOf(body, incident);
  return place && body.slice(place.from, place.to).replaceAll('\r\n', '\n');
}

function placeOf(body: string, incident: string): { from: number; to: number } | null {
  const [start, end] = markersOfReview(incident);
  const from = lineAt(body, start, 0);
  const last = from < 0 ? -1 : lineAt(body, end, from);
  return last < 0 ? null : { from, to: last + end.length };
}

/** Where a line begins that is just this; -1: nowhere. */
function lineAt(body: string, line: string, after: number): number {
  for (let at = body.indexOf(line, after); at >= 0; at = body.indexOf(line, at + 1)) {
    const before = at === 0 || body[at - 1] === '\n';
    if (before && /^[ \t]*(?:\r?\n|$)/.test(body.slice(at + line.length, at + line.length + 100))) return at;
  }
  return -1;
}

function withoutMarks(body: string, incident: string): string {
  const marks = markersOfReview(incident);
  return body
    .split('\n')
    .filter((line) => !marks.includes(line.trim()))
    .join('\n')
    .trim();
}

/** What stands between the two lines. */
export function contentOfBlock(block: string, incident: string): string {
  const [start, end] = markersOfReview(incident);
  return block.slice(start.length, block.length - end.length).trim();
}
