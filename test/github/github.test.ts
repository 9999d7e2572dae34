/** What GitHub's failures mean: told apart by what can be done, and never taken for "there is none". */
import nock from 'nock';
import { pino } from 'pino';
import { GitHubTrouble, type Trouble } from '../../src/github/client/errors.ts';
import { createGitHub } from '../../src/github/client/github.ts';
import { type RepositoryApi, repositoryApi, withUrgency } from '../../src/github/client/repository-api.ts';
import { readDifference } from '../../src/github/read/differences.ts';
import { strangersAmong } from '../../src/github/read/names-in-policy.ts';
import { readPolicyFile } from '../../src/github/read/policy-file.ts';
import { readRequiredChecks } from '../../src/github/read/required-checks.ts';
import { privateKey } from '../support/app-key.ts';
import { repository } from '../support/repository.ts';
import { unpaced } from '../support/unpaced.ts';

const api = 'https://api.github.com';
const file = '/repos/acme/checkout-service/contents/.github%2Fhotfix-policy.yml';
const twin = '/repos/acme/checkout-service/contents/.github%2Fhotfix-policy.yaml';
const now = new Date('2026-11-23T14:00:00.000Z');

let github: RepositoryApi;

beforeEach(async () => {
  nock.disableNetConnect();
  nock(api)
    .post('/app/installations/1/access_tokens')
    .optionally()
    .reply(201, { token: 'ghs_test', expires_at: '2099-01-01T00:00:00Z', permissions: {} });
  const log = pino({ level: 'silent' });
  const installation = await createGitHub({
    appId: 1,
    privateKey,
    apiUrl: api,
    log,
    now: () => now,
    pacer: unpaced,
  }).installation(1);
  github = repositoryApi(installation, repository);
});

afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

// It reaches into the whole process, and other tests run in it after this one.
afterAll(() => nock.restore());

async function troubleOf(asked: Promise<unknown>): Promise<GitHubTrouble> {
  const error = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof GitHubTrouble)) throw new Error(`no trouble, but ${String(error)}`);
  return error;
}

test.each([
  [
    403,
    {},
    { message: 'Resource not accessible by integration' },
    { kind: 'forbidden', reason: 'Resource not accessible by integration' },
  ],
  [
    403,
    { 'retry-after': '90' },
    { message: 'secondary rate limit' },
    { kind: 'rate-limited', until: new Date('2026-11-23T14:01:30.000Z') },
  ],
  [
    403,
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795443000' },
    { message: 'API rate limit exceeded' },
    { kind: 'rate-limited', until: new Date(1795443000_000) },
  ],
  // GitHub's clock is an hour behind: by its own, there are ten minutes to go.
  [
    403,
    {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '1795440000',
      date: 'Mon, 23 Nov 2026 13:10:00 GMT',
    },
    { message: 'API rate limit exceeded' },
    { kind: 'rate-limited', until: new Date('2026-11-23T14:10:00.000Z') },
  ],
  [403, {}, { message: 'This installation has been suspended' }, { kind: 'suspended' }],
  [
    451,
    {},
    { message: 'Repository access blocked' },
    { kind: 'forbidden', reason: 'Repository access blocked' },
  ],
  [429, {}, { message: 'Slow down' }, { kind: 'rate-limited', until: new Date('2026-11-23T14:01:00.000Z') }],
  [410, {}, { message: 'Gone' }, { kind: 'gone' }],
  [
    422,
    {},
    { message: 'Validation Failed', errors: [{ message: 'No commits between', field: 'head' }] },
    { kind: 'refused', reasons: ['Validation Failed', 'No commits between'], fields: ['head'] },
  ],
] satisfies [number, Record<string, string>, object, Trouble][])(
  '%d with %j',
  async (status, headers, body, trouble) => {
    nock(api).get(file).reply(status, body, headers);
    const found = await troubleOf(readPolicyFile(github));
    expect(found.trouble).toEqual(trouble);
    expect(found.effectUnknown).toBe(false);
  },
);

test.each([500, 502, 503])('a %d says nothing, and may have had its effect', async (status) => {
  nock(api).get(file).reply(status, { message: 'Server Error' });
  const found = await troubleOf(readPolicyFile(github));
  expect(found).toMatchObject({ trouble: { kind: 'unavailable' }, effectUnknown: true });
});

test('a broken connection says nothing, and may have had its effect', async () => {
  nock(api).get(file).replyWithError('socket hang up');
  const found = await troubleOf(readPolicyFile(github));
  expect(found).toMatchObject({ trouble: { kind: 'unavailable' }, effectUnknown: true });
});

test('a file that is not there is absent', async () => {
  nock(api).get(file).reply(404, { message: 'Not Found' });
  nock(api).get(twin).reply(404, { message: 'Not Found' });
  expect(await readPolicyFile(github)).toEqual({ seen: { kind: 'absent' }, etag: null });
});

test('a sign-in that is refused is not a file that is absent', async () => {
  nock.cleanAll();
  nock(api).post('/app/installations/1/access_tokens').reply(404, { message: 'Not Found' });
  expect((await troubleOf(readPolicyFile(github))).trouble).toEqual({ kind: 'uninstalled' });
});

test('credentials that GitHub does not accept are named as such', async () => {
  nock.cleanAll();
  nock(api)
    .post('/app/installations/1/access_tokens')
    .reply(401, { message: 'A JSON web token could not be decoded' });
  expect((await troubleOf(readPolicyFile(github))).trouble).toEqual({ kind: 'unauthorised' });
});

test('a file that is no text is reported as such', async () => {
  nock(api).get(file).reply(200, []);
  expect(await readPolicyFile(github)).toMatchObject({ seen: { kind: 'there', text: null } });
});

test('a file that has not changed is not handed out again', async () => {
  nock(api, { reqheaders: { 'if-none-match': '"abc"' } })
    .get(file)
    .reply(304);
  expect(await readPolicyFile(github, { etag: '"abc"' })).toBeNull();
});

test('a file of the other name is read where there is no other', async () => {
  nock(api).get(file).reply(404, { message: 'Not Found' });
  const content = Buffer.from('mode: observe\n').toString('base64');
  nock(api).get(twin).reply(200, { type: 'file', encoding: 'base64', content });
  const seen = { kind: 'there', path: '.github/hotfix-policy.yaml', text: 'mode: observe\n' };
  expect(await readPolicyFile(github)).toMatchObject({ seen });
});

test('people are strangers only where GitHub says so', async () => {
  nock(api).get('/repos/acme/checkout-service').times(3).reply(200, {});
  nock(api)
    .get('/users/ada')
    .reply(200, {})
    .get('/users/nobody')
    .twice()
    .reply(404, { message: 'Not Found' });
  nock(api).get('/orgs/acme/teams/gone').twice().reply(404, { message: 'Not Found' });
  nock(api).get('/users/hidden').reply(404, { message: 'Not Found' }).get('/users/hidden').reply(200, {});
  nock(api).get('/orgs/acme/teams/there').reply(502);
  const names = ['ada', 'nobody', 'acme/gone', 'acme/there', 'hidden'];
  expect(await strangersAmong(github, names)).toEqual(['nobody', 'acme/gone']);
});

test('during a wait that GitHub asked for, nothing is sent', async () => {
  nock(api).get(file).reply(403, { message: 'secondary rate limit' }, { 'retry-after': '90' });
  await troubleOf(readPolicyFile(github));
  // No second interceptor: a request would fail with another trouble.
  expect((await troubleOf(readPolicyFile(github))).trouble.kind).toBe('rate-limited');
});

test('required checks come from rulesets and from protection, each once', async () => {
  nock(api)
    .get('/repos/acme/checkout-service/rules/branches/main?per_page=100')
    .reply(200, [
      { type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'b' }] } },
      { type: 'deletion' },
    ]);
  nock(api)
    .get('/repos/acme/checkout-service/branches/main')
    .reply(200, {
      protected: true,
      protection: { required_status_checks: { contexts: ['a', 'b'], checks: [{ context: 'a' }] } },
    });
  expect(await readRequiredChecks(github, 'main')).toEqual(['a', 'b']);
});

test('a plan without rulesets has none; any other refusal is one', async () => {
  const branch = { protected: false };
  nock(api).get('/repos/acme/checkout-service/branches/main').twice().reply(200, branch);
  nock(api).get(/rules/).reply(403, { message: 'Upgrade to GitHub Pro or make this repository public.' });
  expect(await readRequiredChecks(github, 'main')).toEqual([]);
  nock(api).get(/rules/).reply(403, { message: 'Resource not accessible by integration' });
  expect((await troubleOf(readRequiredChecks(github, 'main'))).trouble.kind).toBe('forbidden');
});

const between = { from: 'main', to: 'x' };

test.each([
  ['identical', true],
  ['behind', true],
  ['ahead', false],
  ['diverged', false],
])('%s: contained is %s', async (status, contained) => {
  nock(api)
    .get(/compare/)
    .reply(200, { status, merge_base_commit: { sha: 'base' }, total_commits: 0, commits: [], files: [] });
  expect(await readDifference(github, between)).toMatchObject({ contained, base: 'base' });
});

const commits = '/repos/acme/checkout-service/commits';

test('a commit that GitHub no longer has is not known, which is neither', async () => {
  nock(api)
    .get(/compare/)
    .reply(404, { message: 'Not Found' });
  nock(api).get('/repos/acme/checkout-service').reply(200, {});
  nock(api).get(`${commits}/main?per_page=1`).reply(200, {});
  nock(api).get(`${commits}/x?per_page=1`).reply(422, { message: 'No commit found for SHA: x' });
  expect(await readDifference(github, between)).toBeNull();
});

test('commits that are both there can be compared: that GitHub does not find them is no answer', async () => {
  nock(api)
    .get(/compare/)
    .reply(404, { message: 'Not Found' });
  nock(api).get('/repos/acme/checkout-service').reply(200, {});
  nock(api).get(`${commits}/main?per_page=1`).reply(200, {}).get(`${commits}/x?per_page=1`).reply(200, {});
  expect((await troubleOf(readDifference(github, between))).trouble.kind).toBe('unavailable');
});

test('nothing is missing in a repository that the App may not see', async () => {
  nock(api)
    .get(/compare/)
    .reply(404, { message: 'Not Found' });
  nock(api).get('/repos/acme/checkout-service').reply(404, { message: 'Not Found' });
  expect((await troubleOf(readDifference(github, between))).trouble.kind).toBe('missing');
});

test.each([
  ['a page of HTML', '<html>Unicorn!</html>', { 'content-type': 'text/html' }],
  ['nothing at all', '', { 'content-type': 'application/json' }],
  ['half of an answer', '{"status": "ahe', { 'content-type': 'application/json' }],
  ['an answer with a hole', '{"status": {"a": 1}', { 'content-type': 'application/json' }],
  ['an answer that is not said to be JSON', '{"status": "ahead"}', { 'content-type': 'text/html' }],
])('%s is no answer', async (_, body, headers) => {
  nock(api)
    .get(/compare/)
    .reply(200, body, headers);
  const found = await troubleOf(readDifference(github, between));
  expect(found).toMatchObject({ trouble: { kind: 'unavailable' }, effectUnknown: true });
});

test('that nothing has changed is no answer to who did not ask for it', async () => {
  nock(api).get(file).reply(304);
  expect((await troubleOf(readPolicyFile(github))).trouble.kind).toBe('unavailable');
});

const issue = { title: 'x' };

test.each([301, 302, 307, 308])(
  'a write that GitHub leads elsewhere (%d) is written there',
  async (status) => {
    nock(api)
      .post('/repos/acme/checkout-service/issues')
      .reply(status, {}, { location: `${api}/repositories/7/issues` });
    nock(api).post('/repositories/7/issues', { title: 'x' }).reply(201, { number: 5 });
    const { data } = await github.request('POST /repos/{owner}/{repo}/issues', issue);
    expect(data.number).toBe(5);
  },
);

test.each([
  ['to nowhere', {}],
  ['to another server', { location: 'https://elsewhere.example/repositories/7/issues' }],
  ['in a circle', { location: `${api}/repos/acme/checkout-service/issues` }],
])('a way %s is not gone', async (_, headers) => {
  // Signed in before: Node's own reading of the key may fail once, on what another reading left behind.
  nock(api).get('/repos/acme/checkout-service').times(2).reply(200, {});
  const ask = (): Promise<unknown> => github.request('GET /repos/{owner}/{repo}');
  await ask().catch(ask);
  nock(api).post('/repos/acme/checkout-service/issues').times(9).reply(307, {}, headers);
  const found = await troubleOf(github.request('POST /repos/{owner}/{repo}/issues', issue));
  expect(found).toMatchObject({ trouble: { kind: 'unavailable' }, effectUnknown: false });
});

test('urgent requests go first, and their urgency is not sent to GitHub', async () => {
  const turns: string[] = [];
  const turn = (urgency: string): Promise<void> => Promise.resolve(void turns.push(urgency));
  const options = { appId: 1, privateKey, apiUrl: api, log: pino({ level: 'silent' }), now: () => now };
  const paced = await createGitHub({ ...options, pacer: () => ({ turn }) }).installation(1);
  const path = '/repos/acme/checkout-service/issues/7/comments';
  const sent: unknown[] = [];
  const take = (body: unknown): boolean => sent.push(body) > 0;
  nock(api).post(path, take).times(2).reply(201, { id: 1, html_url: 'https://github.com/a' });
  const bound = repositoryApi(paced, repository);
  const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
  for (const one of [bound, withUrgency(bound)]) await one.request(route, { issue_number: 7, body: 'text' });
  expect(turns).toEqual(['later', 'first']);
  expect(sent).toEqual([{ body: 'text' }, { body: 'text' }]);
});
