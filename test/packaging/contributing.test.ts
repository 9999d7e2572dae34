import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { createIntake } from '../../src/intake/receive/receive-delivery.ts';
import { createLog } from '../../src/logging/logging.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { createWebServer } from '../../src/web/web-server.ts';

const guide = readFileSync('CONTRIBUTING.md', 'utf8');
const manifest: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));
const tools = ['curl', 'openssl', 'bash'].every((tool) => spawnSync('which', [tool]).status === 0);

(tools ? test : test.skip)('the signed delivery by hand is taken by the server', async () => {
  const script = /## Send a signed delivery by hand[\s\S]*?```sh\n([\s\S]*?)```/.exec(guide)?.[1] ?? 'exit 1';
  const secret = 'a secret with blanks';
  const kept: string[] = [];
  const log = createLog({ level: 'fatal', format: 'json' });
  const web = createWebServer({
    settings: { host: '127.0.0.1', port: 0, webhookPath: '/api/github/webhooks' },
    intake: createIntake({
      secrets: [secret],
      keep: async ({ event }) => {
        kept.push(event);
        return 'stored';
      },
      now: () => new Date(0),
      log,
    }),
    readiness: () => Promise.reject(new Error('not asked')),
    metrics: { contentType: 'text/plain', render: async () => '' },
    log,
  });
  const { url } = await web.listen();
  const path = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`;
  const child = spawn('bash', ['--norc', '-euo', 'pipefail', '-c', script], {
    env: { PATH: path, URL: `${url}/api/github/webhooks`, WEBHOOK_SECRET: secret },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [answer, complaint] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  await web.close();
  expect({ answer, complaint }).toEqual({ answer: '{"status":"stored"}', complaint: '' });
  expect(kept).toEqual(['push']);
});

test('every npm script in it exists', () => {
  const named = [...guide.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name ?? '');
  expect(named).toContain('check');
  expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
});

test('its table of rooms is the plan of the house', () => {
  const plan: Record<string, { pure?: boolean; mayImport: string[] }> = JSON.parse(
    readFileSync('rooms.json', 'utf8'),
  );
  const rows = [...guide.matchAll(/^\| `([\w-]+)` \| ([^|]*) \| ([^|]*) \|$/gm)].map(
    ([, room = '', holds = '', doors = '']) => ({
      room,
      pure: holds.endsWith(': pure'),
      doors: doorsOf(doors),
    }),
  );
  expect(rows).toEqual(
    Object.entries(plan).map(([room, { pure = false, mayImport }]) => ({
      room,
      pure,
      doors: mayImport.toSorted(),
    })),
  );

  function doorsOf(text: string): string[] {
    if (text === 'nothing of ours') return [];
    return text.split(', ').toSorted();
  }
});

test('.env.example names each setting that is read, and none that is not', () => {
  const example = readFileSync('.env.example', 'utf8');
  const named = new Set([...example.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name ?? ''));
  const asked = new Set<string>();
  const env = new Proxy({} as Record<string, string | undefined>, {
    get: (_, name) => {
      asked.add(String(name));
      return undefined;
    },
  });
  readSettings(env);
  const sources = globSync('src/{settings.ts,settings/*.ts}').map((path) => readFileSync(path, 'utf8'));
  for (const [, name] of sources.join('').matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)) {
    asked.add(name ?? '');
  }
  expect(named).toEqual(asked);
});

test('every example is valid', () => {
  const lines = readFileSync('.env.example', 'utf8').matchAll(/^#([A-Z][A-Z_]+)=(.+)$/gm);
  const env = Object.fromEntries([...lines].map(([, name, value]) => [name, value]));
  const { PRIVATE_KEY_PATH, APP_ID, ...others } = env;
  expect([PRIVATE_KEY_PATH, APP_ID]).toEqual([
    expect.stringMatching(/\.pem$/),
    expect.stringMatching(/^\d+$/),
  ]);
  expect(readSettings({ ...others, NODE_ENV: 'development' })).toMatchObject({
    port: 3000,
    logLevel: 'info',
  });
});
