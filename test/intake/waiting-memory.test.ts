import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

/** Forty deliveries of a megabyte wait for a database that stands still; then it says how many bytes it holds. */
const script = `
  import { createHmac } from 'node:crypto';
  import { createServer, request } from 'node:http';
  const { createIntake } = await import('${pathToFileURL('src/intake/receive/receive-delivery.ts').href}');
  let waiting = 0;
  const log = { info() {}, warn() {}, error() {} };
  const keep = () => ((waiting += 1), new Promise(() => undefined));
  const intake = createIntake({ secrets: ['secret'], keep, now: () => new Date(), log });
  const server = createServer((one, answer) => void intake(one, answer)).listen(0, '127.0.0.1', async () => {
    const body = Buffer.from(JSON.stringify({ ref: 'refs/heads/main', commits: [{ message: 'x'.repeat(1_000_000) }] }));
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      'x-github-event': 'push',
      'x-hub-signature-256': 'sha256=' + createHmac('sha256', 'secret').update(body).digest('hex'),
    };
    for (let number = 0; number < 40; number++) {
      const { port } = server.address();
      const options = { port, method: 'POST', headers: { ...headers, 'x-github-delivery': String(number) } };
      request({ ...options, agent: false }).on('error', () => undefined).end(body);
      while (waiting <= number) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      gc();
    }
    const { heapUsed, external, arrayBuffers } = process.memoryUsage();
    console.log(JSON.stringify({ waiting, held: heapUsed + external + arrayBuffers }));
    process.exit();
  });
`;

it('holds no body of what waits for the database', async () => {
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--no-warnings', '--input-type=module', '-e', script],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const { waiting, held } = JSON.parse(said) as { waiting: number; held: number };
  expect(waiting).toBe(40);
  expect(held).toBeLessThan(40_000_000);
});
