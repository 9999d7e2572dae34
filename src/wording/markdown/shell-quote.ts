/** One word for a POSIX shell that stands for exactly this text; as it is where it needs no quotes. */
export function shellQuote(text: string): string {
  return /^[A-Za-z0-9_/.,:@%+=][A-Za-z0-9_/.,:@%+=-]*$/.test(text)
    ? text
    : `'${text.replaceAll("'", `'\\''`)}'`;
}
