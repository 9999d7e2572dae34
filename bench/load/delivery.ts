import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The secret of all servers of the benchmarks. */
export const secret = 'a secret of the benchmarks alone';

export const path = '/api/github/webhooks';

interface PushExample {
  ref: string;
  repository: { id: number; name: string; full_name: string };
  commits: unknown[];
}

/** A push from GitHub's own example, with as many commits as make a body of about this many bytes. */
export function pushBody(bytes: number, change: (push: PushExample) => void = () => undefined): string {
  const push = structuredClone(example());
  change(push);
  const commit = {
    id: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
    tree_id: 'f9d2a07e9488b91af2641b26b9407fe22a451433',
    distinct: true,
    message: 'Retry a payment that timed out, and say so in the log',
    timestamp: '2026-11-23T14:00:00+00:00',
    url: `https://github.com/${push.repository.full_name}/commit/6113728f27ae82c7b1a177c8d03f9e96e0adf246`,
    author: { name: 'Ada', email: 'ada@example.com', username: 'ada' },
    committer: { name: 'Ada', email: 'ada@example.com', username: 'ada' },
    added: ['src/payment/retry.ts'],
    removed: [],
    modified: ['src/payment/charge.ts'],
  };
  while (JSON.stringify(push).length < bytes) push.commits.push(commit);
  return JSON.stringify(push);
}

let read: PushExample | null = null;

/** The file is large: it is read once. */
function example(): PushExample {
  read ??= readExample();
  return read;
}

function readExample(): PushExample {
  const require = createRequire(import.meta.url);
  const all = JSON.parse(readFileSync(require.resolve('@octokit/webhooks-examples'), 'utf8')) as {
    name: string;
    examples: PushExample[];
  }[];
  const [push] = all.find(({ name }) => name === 'push')?.examples ?? [];
  if (!push) throw new Error('there is no example of a push');
  return push;
}

export function signatureOf(body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
