/** The issue or pull request in which a text is read: a reference to itself leads nowhere. */
export interface OwnIssue {
  owner: string;
  name: string;
  number: number;
}

/** As GitHub links them, on any host: GitHub Enterprise Server has its own. */
const address = /https?:\/\/[^\s/]+\/([\w.-]+)\/([\w.-]+)\/(?:issues|pull)\/([1-9]\d{0,9})\b/gi;
const short = /(?<![\w&/#.-])(?:([\w-]+)\/([\w.-]+))?#([1-9]\d{0,9})\b|\bGH-([1-9]\d{0,9})\b/gi;

/** Whether the text names another issue or pull request: `#12`, `acme/shop#12`, or its address. */
export function refersElsewhere(text: string, own: OwnIssue): boolean {
  const same = (owner: string, name: string, number: string): boolean =>
    Number(number) === own.number &&
    owner.toLowerCase() === own.owner.toLowerCase() &&
    name.toLowerCase() === own.name.toLowerCase();
  const addresses = [...text.matchAll(address)].map(([, owner = '', name = '', number = '']) => ({
    owner,
    name,
    number,
  }));
  const shorts = [...text.replace(address, ' ').matchAll(short)].map(
    ([, owner = own.owner, name = own.name, number, legacy = '']) => ({
      owner,
      name,
      number: number ?? legacy,
    }),
  );
  return [...addresses, ...shorts].some(({ owner, name, number }) => !same(owner, name, number));
}
