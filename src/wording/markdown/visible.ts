/**
 * One line of what can be seen: control characters, line breaks, marks that turn the direction of writing and other
 * invisible ones are gone, and what is longer than `length` characters is cut.
 */
export function visible(text: string, length: number): string {
  const seen = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]+/gu, ' ')
    .trim();
  const characters = [...seen];
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : seen;
}
