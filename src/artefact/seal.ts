/**
 * The hidden line below the marker of a text, by which this App knows that it wrote that marker in that place: anybody who
 * may write in a repository can change the texts of this App there, and type any marker. `proofs`: it also vouches for
 * these rulings.
 */
export interface Seal {
  marker: string;
  proofs: string[];
}

const form = /^<!-- hotfix-policy-seal:([\w-]+)((?:\.[\w-]+)*) -->[ \t\r]*$/;

/** The text with the seal below this line, which is one of it. */
export function withSeal(text: string, line: string, { marker, proofs }: Seal): string {
  const seal = `<!-- hotfix-policy-seal:${[marker, ...proofs].join('.')} -->`;
  const lines = withoutSeals(text).split('\n');
  const at = lines.findIndex((one) => one.trim() === line);
  return at < 0 ? text : lines.toSpliced(at + 1, 0, seal).join('\n');
}

/** The seal below this line; `null`: there is none. */
export function sealBelow(text: string, line: string): Seal | null {
  const lines = text.split('\n');
  const at = lines.findIndex((one) => one.trim() === line);
  const [, marker, proofs = ''] = (at < 0 ? null : form.exec(lines[at + 1] ?? '')) ?? [];
  return marker === undefined ? null : { marker, proofs: proofs.split('.').slice(1) };
}

export function withoutSeals(text: string): string {
  const lines = text.split('\n');
  return lines.some((line) => form.test(line)) ? lines.filter((line) => !form.test(line)).join('\n') : text;
}
