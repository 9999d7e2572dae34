import { aScene, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await aScene();
});
afterEach(() => scene.end());

test('pages and the links between them', async () => {
  for (const title of ['a', 'b', 'c', 'd', 'e']) await scene.repo.as('ada').openIssue({ title });
  const second = await scene.ask('GET ~/issues?per_page=2&page=2');
  expect(second.body.map(({ title }: { title: string }) => title)).toEqual(['c', 'b']);
  const links = second.headers.get('link') ?? '';
  expect(
    [...links.matchAll(/[?&]page=(\d)[^>]*>; rel="(\w+)"/g)].map(([, page, rel]) => `${rel} ${page}`),
  ).toEqual(['prev 1', 'next 3', 'last 3', 'first 1']);
  expect((await scene.ask('GET ~/issues')).headers.get('link')).toBeNull();
});

test('what the caller has already is not sent again, until it changes', async () => {
  const first = await scene.ask('GET ~/issues');
  const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
  expect(await scene.ask('GET ~/issues', { headers })).toMatchObject({ status: 304, body: '' });
  await scene.repo.as('ada').openIssue({ title: 'new' });
  expect((await scene.ask('GET ~/issues', { headers })).status).toBe(200);
});

test('what is left of the hour is told, and comes to an end', async () => {
  const before = await scene.ask('GET ~');
  const after = await scene.ask('GET ~');
  const left = (headers: Headers): number => Number(headers.get('x-ratelimit-remaining'));
  expect(left(before.headers) - left(after.headers)).toBe(1);
  expect(after.headers.get('x-github-request-id')).toMatch(/\w/);
  expect((await scene.ask('GET /rate_limit')).body.resources.core.limit).toBe(5000);
  const [installation] = scene.github.site.installations;
  if (installation) installation.requestsLeft = 0;
  const refused = await scene.ask('GET ~');
  expect(refused).toMatchObject({
    status: 403,
    body: { message: expect.stringMatching(/^API rate limit exceeded/) },
  });
  expect(left(refused.headers)).toBe(0);
});

test('a body that is no JSON: 400', async () => {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${scene.github.url}/repos/acme/checkout/issues`, {
    method: 'POST',
    headers,
    body: '[',
  });
  expect(answer.status).toBe(400);
});

test('what is not there is 404 in words of GitHub, and is remembered', async () => {
  const other = await aScene();
  const { status, body } = await other.ask('GET ~/no-such-thing');
  expect({ status, body }).toMatchObject({ status: 404, body: { message: 'Not Found', status: '404' } });
  expect(other.github.requests.unknown).toMatchObject([{ path: '/repos/acme/checkout/no-such-thing' }]);
  await expect(other.end()).rejects.toThrow('GitHub has no such operation');
});

test('the log of requests: by route, writes, who, and cleared', async () => {
  await scene.ask('POST ~/issues', { body: { title: 'x' } });
  const [issue] = scene.github.requests.of('POST /repos/{owner}/{repo}/issues');
  expect(issue).toMatchObject({
    status: 201,
    requestBody: { title: 'x' },
    who: expect.stringMatching(/^installation:/),
  });
  expect(scene.github.requests.writes).toHaveLength(1);
  expect(scene.github.requests.count('POST /app/installations/{installation_id}/access_tokens')).toBe(1);
  scene.github.requests.clear();
  expect(scene.github.requests.all).toEqual([]);
});

describe('faults', () => {
  const create = () => scene.ask('POST ~/issues', { body: { title: 'x' } });
  const fault = { method: 'POST', path: /\/issues$/ };

  test('a status instead, with headers, as often as it is asked for', async () => {
    scene.github.faults.add({
      ...fault,
      status: 429,
      headers: { 'retry-after': '1' },
      body: { message: 'Slow down' },
      times: 2,
    });
    expect((await create()).headers.get('retry-after')).toBe('1');
    expect(scene.github.faults.left).toBe(1);
    expect((await create()).status).toBe(429);
    expect(scene.repo.issues).toEqual([]);
    expect((await create()).status).toBe(201);
  });

  test('a status although it took effect', async () => {
    scene.github.faults.add({ ...fault, status: 502, after: true });
    expect((await create()).status).toBe(502);
    expect(scene.repo.issues).toHaveLength(1);
  });

  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)('a connection cut %s it took effect', async (cut, made) => {
    scene.github.faults.add({ ...fault, cut });
    await expect(create()).rejects.toThrow();
    expect(scene.repo.issues).toHaveLength(made);
    expect(scene.github.requests.all.at(-1)?.status).toBe(0);
  });

  test('other requests are left alone', async () => {
    scene.github.faults.add({ ...fault, status: 500 });
    expect((await scene.ask('GET ~/issues')).status).toBe(200);
    scene.github.faults.clear();
    expect((await create()).status).toBe(201);
  });
});
