import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { parseEnv } from 'node:util';

/** A process of its own: Probot takes the working folder and the environment from there. */
const script = `
  const { loadEnvFile } = await import(process.env.SOURCES + '/settings/env-file.ts');
  const { readSettings } = await import(process.env.SOURCES + '/settings/settings.ts');
  const { createLog } = await import(process.env.SOURCES + '/logging/logging.ts');
  const { startSetUp } = await import(process.env.SOURCES + '/set-up/set-up.ts');
  loadEnvFile(process.cwd());
  const settings = readSettings(process.env);
  const { url } = await startSetUp(settings, createLog({ level: settings.logLevel, format: 'json' }));
  console.log('URL=' + url);
`;
const registered = {
  id: 4711,
  client_id: 'Iv1.planted',
  client_secret: 'planted-client-secret',
  webhook_secret: 'planted-webhook-secret',
  pem: '-----BEGIN RSA PRIVATE KEY-----\nplanted+/=\n-----END RSA PRIVATE KEY-----\n',
  html_url: 'http://github.example/apps/hotfix-policy',
};

let folder: string;
let github: Server;
let asked: string[];
let stop: Array<() => void>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'set-up-'));
  copyFileSync('app.yml', join(folder, 'app.yml'));
  copyFileSync('package.json', join(folder, 'package.json'));
  asked = [];
  github = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(registered));
  });
  github.listen(0, '127.0.0.1');
  await once(github, 'listening');
  stop = [() => github.close()];
});

afterEach(() => {
  for (const end of stop) {
    end();
  }
  rmSync(folder, { recursive: true });
});

async function start(env: Record<string, string> = {}) {
  const address = github.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    env: {
      SOURCES: pathToFileURL(resolve('src')).href,
      PORT: '0',
      GHE_HOST: host,
      GHE_PROTOCOL: 'http',
      ...env,
    },
  });
  stop.unshift(() => child.kill());
  const failed = text(child.stderr);
  const started = Promise.withResolvers<string>();
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
    const url = /^URL=(.*)$/m.exec(output)?.[1];
    if (url) {
      started.resolve(url);
    }
  });
  child.once('exit', async () => started.reject(new Error(await failed)));
  return { url: await started.promise, log: () => output, githubUrl: `http://${host}` };
}

async function manifestAt(url: string): Promise<Record<string, unknown>> {
  const page = await (await fetch(`${url}/probot`)).text();
  return JSON.parse(/value='([^']*)'/.exec(page)?.[1] ?? '{}');
}

const read = () => parseEnv(readFileSync(join(folder, '.env'), 'utf8'));

test('the page offers to register the App of app.yml, on the GitHub in use, with our address for deliveries', async () => {
  const { url, log, githubUrl } = await start();
  const home = await fetch(url, { redirect: 'manual' });
  expect([home.status, home.headers.get('location')]).toEqual([302, '/probot']);
  expect(await (await fetch(`${url}/probot`)).text()).toContain(`action="${githubUrl}/settings/apps/new"`);
  expect(await manifestAt(url)).toMatchObject({
    name: 'hotfix-policy',
    public: false,
    hook_attributes: { url: `${url}/api/github/webhooks` },
    redirect_url: `${url}/probot/setup`,
    default_permissions: { metadata: 'read' },
  });
  expect(log()).toContain('No credentials yet');
  expect(log()).not.toContain('Welcome to Probot');
  expect(log()).toContain('cannot deliver to localhost');
  expect(log()).not.toContain('asks for no password');
  expect(asked).toEqual([]);
});

test.each<[string, Record<string, string>, string]>([
  [
    'PUBLIC_URL',
    { PUBLIC_URL: 'https://hotfix.example.com/' },
    'https://hotfix.example.com/api/github/webhooks',
  ],
  [
    'WEBHOOK_PATH',
    { PUBLIC_URL: 'https://hotfix.example.com', WEBHOOK_PATH: '/hooks' },
    'https://hotfix.example.com/hooks',
  ],
  ['WEBHOOK_PROXY_URL', { WEBHOOK_PROXY_URL: 'http://127.0.0.1:9/channel' }, 'http://127.0.0.1:9/channel'],
])('the address for deliveries follows %s', async (_, env, expected) => {
  const { url } = await start(env);
  expect(await manifestAt(url)).toMatchObject({ hook_attributes: { url: expected } });
});

test('the credentials of the new App go into .env for its owner alone, and only once', async () => {
  writeFileSync(join(folder, '.env'), '# mine\nLOG_LEVEL=info\n', { mode: 0o644 });
  const { url, log } = await start();
  const answer = await fetch(`${url}/probot/setup?code=planted-code`, { redirect: 'manual' });
  expect(answer.headers.get('location')).toBe(`${registered.html_url}/installations/new`);
  expect(asked).toEqual(['POST /api/v3/app-manifests/planted-code/conversions']);
  const credentials = {
    APP_ID: '4711',
    PRIVATE_KEY: registered.pem,
    WEBHOOK_SECRET: 'planted-webhook-secret',
  };
  expect(read()).toEqual({ LOG_LEVEL: 'info', ...credentials });
  expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);

  const body = JSON.stringify({ appId: 1, pem: 'other', webhook_secret: 'other' });
  expect((await fetch(`${url}/probot/import`, { method: 'POST', body })).status).toBe(500);
  expect(read()).toMatchObject(credentials);
  expect(log()).toContain('Restart to run the App');
  expect(log()).not.toContain('planted');
});

test('an existing App is imported', async () => {
  const { url } = await start();
  const body = JSON.stringify({ appId: 4711, pem: registered.pem, webhook_secret: 's"1\nPORT=1' });
  expect((await fetch(`${url}/probot/import`, { method: 'POST', body })).status).toBe(500);
  const good = JSON.stringify({ appId: 4711, pem: registered.pem, webhook_secret: 'secret' });
  expect((await fetch(`${url}/probot/import`, { method: 'POST', body: good })).status).toBe(200);
  expect(read()).toEqual({ APP_ID: '4711', PRIVATE_KEY: registered.pem, WEBHOOK_SECRET: 'secret' });
});

test('the environment wins over .env, and a chosen host gets a warning', async () => {
  writeFileSync(join(folder, '.env'), 'GHE_HOST=elsewhere.example\nPUBLIC_URL=https://from-file.example\n');
  const { url, log, githubUrl } = await start({ HOST: '127.0.0.1', PUBLIC_URL: 'https://from-env.example' });
  expect(await (await fetch(`${url}/probot`)).text()).toContain(`action="${githubUrl}/settings/apps/new"`);
  expect(await manifestAt(url)).toMatchObject({
    hook_attributes: { url: 'https://from-env.example/api/github/webhooks' },
  });
  expect(log()).toContain('asks for no password');
});

test('set-up outside of its own folder says so', async () => {
  rmSync(join(folder, 'app.yml'));
  await expect(start()).rejects.toThrow('There is no app.yml');
});
