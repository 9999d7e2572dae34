/** Who can give the App its credentials: nobody but whoever reads the log of the process. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { browser, formOf, type SetUp, type SetUpFolder, setUpFolder } from '../set-up/set-up-folder.ts';

let its: SetUpFolder;
let started: SetUp;
beforeAll(async () => {
  its = await setUpFolder();
  started = await its.start();
});
afterAll(() => its.end());

async function ask(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  const sent = request(`${started.url}${path}`, { method, headers }).end();
  const [response] = await once(sent, 'response');
  await text(response);
  return response.statusCode;
}

test('another web page, or another person at the port, sees nothing and hands in no credentials', async () => {
  expect(await ask('/', {})).toBe(403);
  expect(await ask('/?token=guessed', {})).toBe(403);
  expect(await ask('/?token=', {})).toBe(403);
  expect(await ask('/', { cookie: 'hotfix-policy-set-up=guessed' })).toBe(403);
  expect(await ask('/setup?code=planted', {})).toBe(403);
  expect(await ask('/setup?code=planted&state=guessed', { cookie: 'hotfix-policy-set-up=guessed' })).toBe(
    403,
  );
});

test('a name that somebody else points at this server opens nothing, nor does a page that sends something', async () => {
  const { search, host } = new URL(started.printed);
  expect(await ask(`/${search}`, { host: `evil.example:${started.url.split(':').at(-1)}` })).toBe(403);
  expect(await ask(`/${search}`, { origin: 'https://evil.example' })).toBe(403);
  expect(await ask(`/${search}`, { origin: 'null' })).toBe(403);
  expect(
    await ask(`/${search}`, { host, 'x-forwarded-host': 'evil.example', origin: 'https://evil.example' }),
  ).toBe(403);
});

test('nothing is served that is not used', async () => {
  for (const path of [
    '/probot',
    '/probot/import',
    '/probot/setup',
    '/probot/success',
    '/probot/static/primer.css',
    '/ping',
  ])
    expect([path, await ask(path, {})]).toEqual([path, 404]);
  for (const path of ['/api/github/webhooks', '/probot/import'])
    expect([path, await ask(path, { 'content-type': 'application/json' }, 'POST')]).toEqual([path, 404]);
  expect(await ask('/setup', {}, 'POST')).toBe(405);
});

test('the printed address opens for one browser, which alone can bring a code, with the state that went to GitHub', async () => {
  const open = await browser(started);
  const { search } = new URL(started.printed);
  expect(await ask(`/${search}`, {})).toBe(403);
  const { state } = await formOf(await open('/'));
  expect((await open('/setup?code=planted')).status).toBe(403);
  expect((await open(`/setup?code=planted&state=${'x'.repeat(state.length)}`)).status).toBe(403);
  expect(await ask(`/setup?code=planted&state=${state}`, {})).toBe(403);
  expect((await open(`/setup?code=../../user&state=${state}`)).status).toBe(400);
  expect((await open(`/setup?state=${state}`)).status).toBe(400);
  expect(its.asked).toEqual([]);
  expect(existsSync(join(its.folder, '.env'))).toBe(false);
  expect((await open(`/setup?code=planted&state=${state}`)).status).toBe(302);
  expect(its.asked).toHaveLength(1);
});
