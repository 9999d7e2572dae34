import { markersOfReview } from './marker.ts';

/**
 * This App's part of a review's text is between two hidden markers. Everything outside belongs to people and is
 * never changed. GitHub's editors may end lines with CRLF.
 */
export function asBlock(incident: string, content: string): string {
  const [start, end] = markersOfReview(incident);
  return `${start}\n\n${content}\n\n${end}`;
}

/** The text with its block replaced by this one. If the old block is damaged, the new one comes first. */
export function withBlock(body: string, incident: string, block: string): string {
  const place = placeOf(body, incident);
  if (place) return `${body.slice(0, place.from)}${block}${body.slice(place.to)}`;
  const rest = withoutMarkers(body, incident);
  return rest === '' ? block : `${block}\n\n${rest}`;
}

/** The text without this App's part. */
export function withoutBlock(body: string, incident: string): string {
  const place = placeOf(body, incident);
  if (!place) return withoutMarkers(body, incident);
  return `${body.slice(0, place.from)}\n${body.slice(place.to)}`.trim();
}

/** The block in the text, with LF line ends; `null`: missing or damaged. */
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

/** The start of the first line that is exactly this; -1: there is none. */
function lineAt(body: string, line: string, after: number): number {
  for (let at = body.indexOf(line, after); at >= 0; at = body.indexOf(line, at + 1)) {
    const before = at === 0 || body[at - 1] === '\n';
    if (before && /^[ \t]*(?:\r?\n|$)/.test(body.slice(at + line.length, at + line.length + 100))) return at;
  }
  return -1;
}

function withoutMarkers(body: string, incident: string): string {
  const markers = markersOfReview(incident);
  return body
    .split('\n')
    .filter((line) => !markers.includes(line.trim()))
    .join('\n')
    .trim();
}

/** The text between the two markers. */
export function contentOfBlock(block: string, incident: string): string {
  const [start, end] = markersOfReview(incident);
  return block.slice(start.length, block.length - end.length).trim();
}
