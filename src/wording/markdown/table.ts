/** A GFM table; cells are Markdown that is safe in a cell already. */
export function table(header: string[], rows: string[][]): string {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Names on the left, values on the right. */
export function facts(rows: [name: string, value: string][]): string {
  return table(['Detail', 'Value'], rows);
}
