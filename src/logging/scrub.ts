const hidden = '[hidden]';

interface Shape {
  /** In lower case: every text that the pattern matches has one of them. Most lines have none and are not searched. */
  holds: readonly string[];
  pattern: RegExp;
  replacement: string;
}

/**
 * What looks like a secret in a line of JSON. No pattern may swallow a bare quotation mark or a lone backslash, or
 * the line is no longer JSON; runs are bounded, since people choose much of the text.
 */
const shapes: readonly Shape[] = [
  {
    holds: ['-----begin '],
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----(?:[^"\\]|\\[^"])*?(?:-----END [A-Z0-9 ]{0,40}-----|(?=\\?"|$))/g,
    replacement: hidden,
  },
  // The same in base64, as PRIVATE_KEY may hold it.
  { holds: ['ls0tls1crudjti'], pattern: /LS0tLS1CRUdJTi[A-Za-z0-9+/=]{1,20000}/g, replacement: hidden },
  // GitHub's tokens: ghp_ ghs_ gho_ ghu_ ghr_, also ghs_<app>_<JWT>.
  { holds: ['gh'], pattern: /gh[a-z]_[A-Za-z0-9_.-]{8,4096}/g, replacement: hidden },
  { holds: ['github_pat_'], pattern: /github_pat_[A-Za-z0-9_]{8,4096}/g, replacement: hidden },
  // Slack's tokens, and the path of a webhook, which is its secret.
  { holds: ['xox'], pattern: /xox[a-z]-[A-Za-z0-9-]{8,4096}/g, replacement: hidden },
  {
    holds: ['hooks.slack.com/'],
    pattern: /(hooks\.slack\.com\/)[A-Za-z0-9/_-]{8,4096}/g,
    replacement: `$1${hidden}`,
  },
  // A JWT, such as the App's own.
  {
    holds: ['eyj'],
    pattern: /eyJ[A-Za-z0-9_-]{8,2048}\.[A-Za-z0-9_-]{2,4096}\.[A-Za-z0-9_-]{2,4096}/g,
    replacement: hidden,
  },
  // Header or field, in JSON, in JSON inside a string, and in prose.
  {
    holds: ['authorization'],
    pattern:
      /(authorization\\{0,3}["']?\s{0,8}[:=,]\s{0,8}\\{0,3}["']?)(?:[A-Za-z][A-Za-z0-9-]{0,20}\s{1,8})?[^\s"'\\,}[\]]{1,8192}/gi,
    replacement: `$1${hidden}`,
  },
  {
    holds: ['bearer', 'basic', 'token'],
    pattern: /\b(bearer|basic|token)(\s{1,8})[A-Za-z0-9._~+/=-]{16,8192}/gi,
    replacement: `$1$2${hidden}`,
  },
  {
    holds: ['password', 'passwd', 'cookie', 'jwt', 'pem', 'token', 'secret', 'private_key', 'privatekey'],
    pattern:
      /("(?:password|passwd|cookie|set-cookie|jwt|pem|token|secret|\w{0,40}(?:_secret|Secret|_token|Token|private_key|privateKey|PrivateKey))"\s?:\s?)"(?:[^"\\]|\\.)*"/g,
    replacement: `$1"${hidden}"`,
  },
  // Parameters in addresses and connection strings; `code` is worth an App's credentials while it is set up.
  {
    holds: ['password=', 'passwd=', 'secret=', 'access_token=', 'code='],
    pattern: /([?&\s](?:password|passwd|secret|client_secret|access_token|code)=)[^\s&"\\;]{1,4096}/gi,
    replacement: `$1${hidden}`,
  },
  {
    holds: ['://'],
    pattern: /([a-z][a-z0-9+.-]{0,20}:\/\/[^\s:@/"\\]{0,256}:)[^\s"\\/@]{1,1024}@/gi,
    replacement: `$1${hidden}@`,
  },
];

/** A shorter value is probably part of an ordinary word or number. */
const shortestKnownSecret = 6;

/**
 * Makes the last step before a line of the log is written: it hides these values, and all that looks like a
 * secret, in messages, fields, errors and stacks.
 */
export function createScrub(secrets: readonly string[]): (line: string) => string {
  const known = secrets
    .filter((secret) => secret.length >= shortestKnownSecret)
    .flatMap((secret) => [asInJson(secret), asInJson(asInJson(secret)), encodeURIComponent(secret)])
    .sort((one, other) => other.length - one.length);
  const unique = [...new Set(known)];
  return (line) => {
    const withoutKnown = unique.reduce((text, secret) => text.replaceAll(secret, hidden), line);
    const small = withoutKnown.toLowerCase();
    return shapes.reduce(
      (text, { holds, pattern, replacement }) =>
        holds.some((part) => small.includes(part)) ? text.replace(pattern, replacement) : text,
      withoutKnown,
    );
  };
}

/** The text as it stands between the quotation marks of JSON. */
function asInJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
