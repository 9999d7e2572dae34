import { type Goal, isReached, type Row, ratioOf } from './row.ts';

/** A table in Markdown, for the terminal and for bench/README.md. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const ratio = ratioOf(row);
    return [
      row.measure,
      `${number(row.value)} ${row.unit}`.trim(),
      row.against ? `${number(row.against.value)} (${row.against.what})` : '',
      ratio === null ? '' : ratio.toFixed(2),
      row.goal ? goalText(row.goal) : 'reported',
      { true: 'yes', false: 'no', null: '' }[String(isReached(row))] ?? '',
    ];
  });
  return aligned([['measure', 'here', 'against', 'ratio', 'to reach', 'reached'], ...lines]);
}

export function aligned(lines: readonly string[][]): string {
  const [head = []] = lines;
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const drawn = lines.map(
    (line) => `| ${widths.map((width, at) => (line[at] ?? '').padEnd(width)).join(' | ')} |`,
  );
  drawn.splice(1, 0, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  return drawn.join('\n');
}

export function number(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toPrecision(3);
}

function goalText({ of, is, limit }: Goal): string {
  return `${of === 'ratio' ? 'ratio ' : ''}${is === 'at least' ? '≥' : '≤'} ${number(limit)}`;
}
