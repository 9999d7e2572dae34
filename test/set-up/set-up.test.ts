import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { browser, formOf, registered, type SetUpFolder, setUpFolder } from './set-up-folder.ts';

let its: SetUpFolder;
beforeEach(async () => {
  its = await setUpFolder();
});
afterEach(() => its.end());

test('the page offers to register the App of app.yml, on the GitHub in use, with our address for deliveries', async () => {
  const started = await its.start();
  const { url, githubUrl, log, printed } = started;
  const open = await browser(started);
  const { action, manifest } = await formOf(await open('/'));
  expect(action).toMatch(`${githubUrl}/settings/apps/new?state=`);
  expect(manifest).toMatchObject({
    name: 'hotfix-policy',
    public: false,
    hook_attributes: { url: `${url}/api/github/webhooks` },
    redirect_url: `${url}/setup`,
    default_permissions: { metadata: 'read' },
  });
  expect(log()).toContain(`No credentials yet: open ${printed} `);
  expect(log()).toContain('cannot deliver to localhost');
  expect(its.asked).toEqual([]);
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
  const open = await browser(await its.start(env));
  expect((await formOf(await open('/'))).manifest).toMatchObject({ hook_attributes: { url: expected } });
});

test('an organisation that is named gets the App', async () => {
  const started = await its.start({ GH_ORG: 'acme' });
  const { action } = await formOf(await (await browser(started))('/'));
  expect(action).toMatch(`${started.githubUrl}/organizations/acme/settings/apps/new?state=`);
});

test('the credentials of the new App go into .env for its owner alone, and only once', async () => {
  writeFileSync(join(its.folder, '.env'), '# mine\nLOG_LEVEL=info\n', { mode: 0o644 });
  const started = await its.start();
  const open = await browser(started);
  const { state } = await formOf(await open('/'));
  const answer = await open(`/setup?code=planted-code&state=${state}`);
  expect(answer.headers.get('location')).toBe(`${registered.html_url}/installations/new`);
  expect(its.asked).toEqual(['POST /api/v3/app-manifests/planted-code/conversions']);
  const credentials = {
    APP_ID: '4711',
    PRIVATE_KEY: registered.pem,
    WEBHOOK_SECRET: 'planted-webhook-secret',
  };
  expect(its.env()).toEqual({ LOG_LEVEL: 'info', ...credentials });
  expect(statSync(join(its.folder, '.env')).mode & 0o777).toBe(0o600);

  expect((await open(`/setup?code=other&state=${state}`)).status).toBe(409);
  expect(its.env()).toMatchObject(credentials);
  expect(its.asked).toHaveLength(1);
  expect(started.log()).toContain('Restart to run the App');
  expect(started.log()).not.toContain('planted');
});

test('the environment wins over .env', async () => {
  writeFileSync(
    join(its.folder, '.env'),
    'GHE_HOST=elsewhere.example\nPUBLIC_URL=https://from-file.example\n',
  );
  const started = await its.start({ PUBLIC_URL: 'https://from-env.example' });
  const { action, manifest } = await formOf(await (await browser(started))('/'));
  expect(action).toContain(`${started.githubUrl}/settings/apps/new`);
  expect(manifest).toMatchObject({
    hook_attributes: { url: 'https://from-env.example/api/github/webhooks' },
  });
});

test('outside of its own folder it says so', async () => {
  rmSync(join(its.folder, 'app.yml'));
  await expect(its.start()).rejects.toThrow('There is no app.yml');
});
