/** Lines as a block of code, fenced by more backticks than any run within. */
export function codeBlock(lines: string[], language = 'sh'): string {
  const text = lines.map((line) => line.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')).join('\n');
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
