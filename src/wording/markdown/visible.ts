/**
 * One line of visible text: without control characters, line breaks, marks that change the direction of writing and
 * other invisible characters, and cut at `length` characters.
 */
export function visible(text: string, length: number): string {
  const seen = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]+/gu, ' ')
    .trim();
  const characters = [...seen];
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : seen;
}
