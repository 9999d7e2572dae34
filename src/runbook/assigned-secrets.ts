/** `DB_PASSWORD='…'`, with or without `export`: a value written out rather than read from somewhere. */
const assignment =
  /(?<![\w-])([A-Za-z_]\w{0,99})=(?:'([^'\n]{1,200})'|"([^"$`\\\n]{1,200})"|([^\s'"$`\\;&|()<>]{1,200}))(?=[\s;&|)]|$)/g;

const secretName = /(?:PASSWORD|PASSWD|PASSPHRASE|TOKEN|API_?KEY|SECRET_?KEY|ACCESS_?KEY|CLIENT_SECRET)$/i;

/** Stands for a secret, or names one that is kept elsewhere. */
const standIn =
  /^(?:change|example|placeholder|your|my[-_]|xxx|todo|replace|dummy|test|<|\{|\/|\.|~|%)|:\/\/|^[a-z]+(?:[-_./][a-z0-9]+)+$/i;

/** Words in a comment that the search for well-known secrets goes by as well. */
const spared = 'secretlint-disable-line';
const sparedNext = 'secretlint-disable-next-line';

/**
 * Secrets of no known shape: a value of eight characters or more, with letters and digits, for a name that says what it
 * is. Names of secrets that are kept elsewhere (`TOKEN=payments-token-2`) are none.
 */
export function assignedSecrets(text: string): { line: number; column: number }[] {
  const lines = text.split('\n');
  return lines.flatMap((content, index) => {
    if (content.includes(spared) || lines[index - 1]?.includes(sparedNext)) return [];
    return [...content.slice(0, 4_000).matchAll(assignment)]
      .filter(([, name = '', single, double, bare]) => {
        const value = single ?? double ?? bare ?? '';
        const isLong = value.length >= 8 && /\d/.test(value) && /[A-Za-z]/.test(value) && !/\s/.test(value);
        return secretName.test(name) && isLong && !standIn.test(value);
      })
      .map((match) => ({ line: index + 1, column: match.index + 1 }));
  });
}
