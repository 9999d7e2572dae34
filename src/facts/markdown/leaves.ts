/** How the blocks begin that hold no others, by the rules of CommonMark 0.31 and of GitHub's tables. Each looks at one line. */

/** A line of signs between which only spaces stand: a rule across the page. */
export function isRule(line: string): boolean {
  const signs = line.replaceAll(' ', '');
  const [sign = ''] = signs;
  return signs.length >= 3 && '*-_'.includes(sign) && signs === sign.repeat(signs.length);
}

/** The text and level of a heading that begins with `#`; `null`: the line is no heading. */
export function headingIn(line: string): { level: number; text: string } | null {
  const [, signs] = /^(#{1,6})(?=\s|$)/.exec(line) ?? [];
  if (signs === undefined) return null;
  const text = line.slice(signs.length).trim();
  let end = text.length;
  while (text[end - 1] === '#') end--;
  const closed = end === 0 || text[end - 1] === ' ';
  return { level: signs.length, text: closed ? text.slice(0, end).trim() : text };
}

/** How deep the heading is that a line below a paragraph makes of it; 0: it makes none. */
export function underline(line: string): 0 | 1 | 2 {
  const signs = line.trimEnd();
  if (signs === '') return 0;
  if (signs === '='.repeat(signs.length)) return 1;
  return signs === '-'.repeat(signs.length) ? 2 : 0;
}

export interface Fence {
  sign: string;
  length: number;
}

/** The fence that begins code in a line; `null`: none does. */
export function fenceIn(line: string): Fence | null {
  const [signs = ''] = /^(?:`{3,}|~{3,})/.exec(line) ?? [];
  const [sign] = signs;
  if (sign === undefined || (sign === '`' && line.includes('`', signs.length))) return null;
  return { sign, length: signs.length };
}

export function closesFence(line: string, { sign, length }: Fence): boolean {
  const signs = line.trimEnd();
  return signs.length >= length && signs === sign.repeat(signs.length);
}

/** Whether a line says how the columns are aligned of a table that the line above it heads. */
export function isTableHead(above: string, line: string): boolean {
  if (!/^[ :|-]+$/.test(line) || !line.includes('-') || !/[:|]/.test(line)) return false;
  const columns = cells(line);
  return columns.every((cell) => /^:?-+:?$/.test(cell)) && cells(above).length === columns.length;
}

function cells(line: string): string[] {
  const row = line.trim().replace(/\\./g, '..');
  const inner = row.slice(row.startsWith('|') ? 1 : 0, row.length > 1 && row.endsWith('|') ? -1 : undefined);
  return inner.split('|').map((cell) => cell.trim());
}

export interface ListMarker {
  /** How many characters it takes, with the space behind it. */
  width: number;
  /** Nothing follows it. */
  empty: boolean;
}

/** The marker with which a line begins an item; `null`: it begins none. */
export function listMarkerIn(line: string, inParagraph: boolean): ListMarker | null {
  const [marker, number] = /^(?:[-+*]|(\d{1,9})[.)])(?= |$)/.exec(line) ?? [];
  if (marker === undefined) return null;
  const rest = line.slice(marker.length);
  const empty = rest.trim() === '';
  // What goes on in a paragraph is rarely meant as a list.
  if (inParagraph && (empty || (number !== undefined && Number(number) !== 1))) return null;
  const spaces = rest.length - rest.trimStart().length;
  return { width: marker.length + (empty || spaces > 4 ? 1 : spaces), empty };
}

const label = String.raw`\[(?:[^\[\]\\]|\\.){1,999}\]`;
const title = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)`;
const definition = new RegExp(
  String.raw`[ \n]*${label}:[ \n]*(?:<[^<>\n]*>|[^\s<]\S*)(?:(?: +|(?= *\n) *\n *)(?:${title}))? *(?:\n|$)`,
  'sy',
);

/** How much of a paragraph says where links lead: nobody sees it. */
export function definitionsIn(paragraph: string): number {
  definition.lastIndex = 0;
  let end = 0;
  while (paragraph[end] === '[' && definition.test(paragraph)) end = definition.lastIndex;
  return end;
}
