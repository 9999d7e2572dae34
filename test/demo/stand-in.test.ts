/** The stand-in behaves as GitHub does, where the product or its tests rely on it; GitHub's own description judges. */
import { createSign } from 'node:crypto';
import { type PlayedRepository, type StandIn, startStandIn } from '../../demo/stand-in/stand-in.ts';
import { type Judge, judge } from '../contract/judge.ts';
import { privateKey } from '../support/app-key.ts';
import { appId, manifest } from '../support/world.ts';

let github: StandIn;
let repository: PlayedRepository;
let verdict: Judge;
let token: string;

const at = '/repos/acme/checkout-service';

beforeEach(async () => {
  await start(manifest.default_permissions);
});

afterEach(async () => {
  await github.close();
  verdict.assertNone();
});

async function start(permissions: Record<string, string>): Promise<void> {
  github = await startStandIn({
    app: {
      id: appId,
      slug: 'hotfix-policy',
      privateKey,
      webhookSecret: 'x',
      permissions,
      events: manifest.default_events,
    },
  });
  verdict = judge(github);
  repository = await github.repository('acme/checkout-service', {
    files: { a: '1\n', b: '1\n2\n3\n4\n5\n' },
  });
  const id = github.install('acme');
  const answer = await ask('POST', `/app/installations/${id}/access_tokens`, { as: jwt(), body: {} });
  token = (answer.body as { token: string }).token;
}

function jwt(key = privateKey): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const head = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iat: now, exp: now + 60, iss: appId })}`;
  return `${head}.${createSign('sha256').update(head).sign(key).toString('base64url')}`;
}

interface Asked {
  body?: object;
  as?: string;
  headers?: Record<string, string>;
}

async function ask(method: string, path: string, { body, as = token, headers = {} }: Asked = {}) {
  const response = await fetch(`http://${github.host}/api/v3${path}`, {
    method,
    headers: { authorization: `Bearer ${as}`, ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
    redirect: 'manual',
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? null : (JSON.parse(text) as unknown),
  };
}

async function branchWithTwoCommits(): Promise<number> {
  const ada = repository.as('ada');
  await ada.push('hotfix/A-1-x', { from: 'main', files: { a: '2\n' } });
  await ada.push('hotfix/A-1-x', { files: { c: 'new\n' } });
  return ada.openPull({ head: 'hotfix/A-1-x' });
}

test.each([
  ['merge', 0, 'behind'],
  ['squash', 2, 'diverged'],
  ['rebase', 2, 'diverged'],
] as const)('after a %s the branch is %i commits ahead', async (method, ahead, status) => {
  const number = await branchWithTwoCommits();
  // Something else on the target, so that a rebase makes new commits.
  await repository.as('bob').push('main', { files: { d: 'other\n' } });
  await repository.as('ada').mergePull(number, method);
  const { body } = await ask('GET', `${at}/compare/main...hotfix%2FA-1-x`);
  expect(body).toMatchObject({ ahead_by: ahead, status });
  const main = (await repository.head('main')) ?? '';
  expect((await repository.state.git.file(main, 'a'))?.content.toString()).toBe('2\n');
  expect((await ask('GET', `${at}/pulls/${number}`)).body).toMatchObject({ merged: true, state: 'closed' });
});

test('edits of different lines merge, edits of the same line conflict', async () => {
  const ada = repository.as('ada');
  await ada.push('one', { from: 'main', files: { b: '1\n2\n3\n4\nfive\n' } });
  await ada.push('two', { from: 'main', files: { b: 'uno\n2\n3\n4\n5\n' } });
  await ada.push('main', { files: { b: 'one\n2\n3\n4\n5\n' } });
  const fine = await ada.openPull({ head: 'one' });
  const clash = await ada.openPull({ head: 'two' });
  expect((await ask('GET', `${at}/pulls/${fine}`)).body).toMatchObject({ mergeable: null });
  expect((await ask('GET', `${at}/pulls/${fine}`)).body).toMatchObject({ mergeable: true });
  await ask('GET', `${at}/pulls/${clash}`);
  expect((await ask('GET', `${at}/pulls/${clash}`)).body).toMatchObject({ mergeable: false });
  await expect(ada.mergePull(clash)).rejects.toMatchObject({ status: 405 });
});

test('a pull request is refused as GitHub refuses it', async () => {
  const post = (body: object) => ask('POST', `${at}/pulls`, { body: { title: 't', base: 'main', ...body } });
  await repository.as('ada').pointBranch('same', 'main');
  const nothing = await post({ head: 'same' });
  expect([nothing.status, JSON.stringify(nothing.body)]).toEqual([
    422,
    expect.stringContaining('No commits between main and same'),
  ]);
  expect(JSON.stringify((await post({ head: 'none' })).body)).toContain('"field":"head"');
  await branchWithTwoCommits();
  const twice = await post({ head: 'hotfix/A-1-x' });
  expect(JSON.stringify(twice.body)).toContain('A pull request already exists for acme:hotfix/A-1-x.');
});

test('deleting a branch closes its pull request, and a push that contains it merges it', async () => {
  const number = await branchWithTwoCommits();
  const head = (await repository.head('hotfix/A-1-x')) ?? '';
  await repository.as('ada').deleteBranch('hotfix/A-1-x');
  expect((await ask('GET', `${at}/pulls/${number}`)).body).toMatchObject({ state: 'closed', merged: false });
  await repository.as('ada').pointBranch('hotfix/A-1-x', head);
  const again = await repository.as('ada').openPull({ head: 'hotfix/A-1-x' });
  await repository.as('ada').pointBranch('main', head);
  expect((await ask('GET', `${at}/pulls/${again}`)).body).toMatchObject({ state: 'closed', merged: true });
});

test('lists come in pages, and an unchanged one as 304', async () => {
  await branchWithTwoCommits();
  for (let count = 0; count < 5; count++) repository.as('ada').comment(1, `comment ${count}`);
  const first = await ask('GET', `${at}/issues/1/comments?per_page=2`);
  expect(first.body).toHaveLength(2);
  const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  expect((await ask('GET', next.replace(`http://${github.host}/api/v3`, ''))).body).toHaveLength(2);
  expect((await ask('GET', `${at}/issues/1/comments?per_page=2&page=3`)).headers.get('link')).toBeNull();
  const etag = first.headers.get('etag') ?? '';
  const same = await ask('GET', `${at}/issues/1/comments?per_page=2`, { headers: { 'if-none-match': etag } });
  expect(same.status).toBe(304);
  expect(Number(first.headers.get('x-ratelimit-remaining'))).toBeGreaterThan(0);
});

test('missing labels are created grey; creating an existing one is refused', async () => {
  await branchWithTwoCommits();
  const added = await ask('POST', `${at}/issues/1/labels`, { body: { labels: ['hotfix'] } });
  expect(added.body).toMatchObject([{ name: 'hotfix', color: 'ededed', description: null }]);
  const again = await ask('POST', `${at}/labels`, { body: { name: 'Hotfix' } });
  expect(JSON.stringify(again.body)).toContain('already_exists');
});

test('a check run is changed by its own App alone, and a conclusion completes it', async () => {
  const sha = (await repository.head('main')) ?? '';
  const made = await ask('POST', `${at}/check-runs`, {
    body: { name: 'x', head_sha: sha, status: 'in_progress' },
  });
  const { id } = made.body as { id: number };
  const done = await ask('PATCH', `${at}/check-runs/${id}`, { body: { conclusion: 'success' } });
  expect(done.body).toMatchObject({ status: 'completed', conclusion: 'success' });
  await repository.automation.check({ sha, name: 'ci' });
  const theirs = repository.checkRuns(sha).find((one) => one.name === 'ci')?.id;
  expect((await ask('PATCH', `${at}/check-runs/${theirs}`, { body: { conclusion: 'success' } })).status).toBe(
    403,
  );
});

test('a request that is too long, disabled or forbidden is refused', async () => {
  await branchWithTwoCommits();
  const long = await ask('POST', `${at}/issues/1/comments`, { body: { body: 'x'.repeat(65_537) } });
  expect(long.status).toBe(422);
  repository.state.hasIssues = false;
  expect((await ask('POST', `${at}/issues`, { body: { title: 't' } })).status).toBe(410);
  const reviewers = { reviewers: ['stranger'], team_reviewers: [] };
  expect((await ask('POST', `${at}/pulls/1/requested_reviewers`, { body: reviewers })).status).toBe(422);
});

test('a request without valid credentials is refused', async () => {
  expect((await ask('GET', at, { as: 'ghs_made_up' })).status).toBe(401);
  const [installation] = github.hub.installations;
  const path = `/app/installations/${installation?.id}/access_tokens`;
  expect((await ask('POST', path, { as: `${jwt()}x` })).status).toBe(401);
  expect((await ask('POST', '/app/installations/1/access_tokens', { as: jwt() })).status).toBe(404);
  github.suspend('acme', true);
  expect((await ask('GET', at)).status).toBe(403);
});

test('a permission that the manifest does not ask for is forbidden', async () => {
  await github.close();
  await start({ metadata: 'read', contents: 'read' });
  const sha = (await repository.head('main')) ?? '';
  const made = await ask('POST', `${at}/check-runs`, { body: { name: 'x', head_sha: sha } });
  expect([made.status, JSON.stringify(made.body)]).toEqual([
    403,
    expect.stringContaining('not accessible by integration'),
  ]);
});

test('a renamed repository is found by its old name', async () => {
  repository.rename('checkout');
  const moved = await ask('GET', at);
  expect([moved.status, moved.headers.get('location')]).toEqual([
    301,
    expect.stringContaining('/repos/acme/checkout'),
  ]);
});

test('a fault affects the request that it was meant for, once', async () => {
  await branchWithTwoCommits();
  github.faults.add({ method: 'POST', path: /comments$/, cut: 'after' });
  github.faults.add({ path: /labels$/, status: 503, times: 2 });
  await expect(ask('POST', `${at}/issues/1/comments`, { body: { body: 'x' } })).rejects.toThrow();
  expect(repository.pulls[0]?.comments).toHaveLength(1);
  const statuses = [];
  for (let count = 0; count < 3; count++)
    statuses.push((await ask('POST', `${at}/issues/1/labels`, { body: { labels: ['a'] } })).status);
  expect(statuses).toEqual([503, 503, 200]);
});

test('a tree is listed by branch, commit or id, recursively or not', async () => {
  const grace = repository.as('grace');
  await grace.push('docs/runbooks', { from: 'main', files: { 'runbooks/db/a.sh': '1\n' } });
  interface Listed {
    tree: { path: string; type: string; sha: string }[];
  }
  const listed = async (tree: string, query = '') => {
    const { status, body } = await ask('GET', `${at}/git/trees/${tree}${query}`);
    return { status, tree: status === 200 ? (body as Listed).tree : [] };
  };
  const root = await listed('docs%2Frunbooks');
  expect(root.tree.map(({ path, type }) => `${type} ${path}`)).toEqual(['blob a', 'blob b', 'tree runbooks']);
  const below = await listed(root.tree[2]?.sha ?? '', '?recursive=1');
  expect(below.tree.map(({ path, type }) => `${type} ${path}`)).toEqual(['tree db', 'blob db/a.sh']);
  expect((await listed('main', '?recursive=1')).tree.map(({ path }) => path)).toEqual(['a', 'b']);
  expect((await listed('nowhere')).status).toBe(404);
});
