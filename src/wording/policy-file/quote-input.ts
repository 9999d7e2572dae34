const longest = 80;

/** What people wrote, shown back: short, and without anything that moves a cursor. What cannot be seen is spelled. */
export function quoteInput(written: string): string {
  const plain = written
    .replaceAll('`', '')
    .replace(/[\p{Cc}\p{Cf}]/gu, (hidden) => `\\u{${hidden.codePointAt(0)?.toString(16)}}`);
  return plain.length > longest ? `${plain.slice(0, longest).toWellFormed()}…` : plain.toWellFormed();
}
