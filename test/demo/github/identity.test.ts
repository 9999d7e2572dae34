import { generateKeyPairSync } from 'node:crypto';
import { asInstallation, ask, jwt } from './app-client.ts';
import { aScene, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await aScene();
});
afterEach(() => scene.end());

test('the App is who signs with its key', async () => {
  const answer = await ask(scene.github, 'GET /app', { authorization: `bearer ${jwt()}` });
  expect(answer).toMatchObject({ status: 200, body: { slug: 'hotfix-policy', installations_count: 1 } });
});

const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
});

test.each([
  ['another key', { key: other.toString() }, 401, 'A JSON web token could not be decoded'],
  ['expired', { at: Date.now() / 1000 - 3600 }, 401, /'exp'/],
  ['from the future', { at: Date.now() / 1000 + 3600 }, 401, /'iat'/],
  ['too long', { life: 3600 }, 401, /too far in the future/],
  ['another App', { iss: 1 }, 404, 'Integration not found'],
])('%s: refused', async (_, change, status, message) => {
  const answer = await ask(scene.github, 'GET /app', { authorization: `bearer ${jwt(change)}` });
  expect(answer).toMatchObject({ status, body: { message: expect.stringMatching(message) } });
});

test('an installation is asked about by the App, and its token opens its repositories only', async () => {
  await scene.github.repository('other/secret');
  const [installation] = scene.github.site.installations;
  const app = { authorization: `bearer ${jwt()}` };
  for (const path of [
    '/app/installations',
    `/app/installations/${installation?.id}`,
    '/orgs/acme/installation',
    '/repos/acme/checkout/installation',
  ]) {
    expect((await ask(scene.github, `GET ${path}`, app)).status).toBe(200);
  }
  expect((await scene.ask('GET /installation/repositories')).body).toMatchObject({ total_count: 1 });
  expect((await scene.ask('GET /repos/other/secret')).status).toBe(404);
  expect((await scene.ask('GET ~')).body).toMatchObject({
    full_name: 'acme/checkout',
    default_branch: 'main',
  });
});

test('no token, a wrong one, an expired one: 401', async () => {
  expect((await scene.ask('GET ~', { authorization: 'token ghs_nonsense' })).body.message).toBe(
    'Bad credentials',
  );
  expect((await ask(scene.github, 'GET /repos/acme/checkout')).status).toBe(401);
  scene.github.expireTokens();
  expect((await scene.ask('GET ~')).status).toBe(401);
});

test('a token lasts an hour', async () => {
  const clock = { ahead: 0 };
  const late = await aScene({ credentialsNow: () => new Date(Date.now() + clock.ahead) });
  clock.ahead = 3_599_000;
  expect((await late.ask('GET ~')).status).toBe(200);
  clock.ahead = 3_601_000;
  expect((await late.ask('GET ~')).status).toBe(401);
  await late.end();
});

test('a permission that is lacking: 403, and either of two is enough for comments and labels', async () => {
  const { github, repo } = scene;
  const number = await repo.as('ada').openIssue({ title: 'It burns' });
  const few = github.install('acme', {
    permissions: { metadata: 'read', pull_requests: 'write', issues: 'read' },
  });
  const asFew = await asInstallation(github, few.id);
  const refused = await asFew('POST /repos/acme/checkout/issues', { body: { title: 'x' } });
  expect(refused).toMatchObject({ status: 403, body: { message: 'Resource not accessible by integration' } });
  expect((await asFew('GET /repos/acme/checkout/contents/README.md')).status).toBe(403);
  expect(
    (await asFew(`POST /repos/acme/checkout/issues/${number}/comments`, { body: { body: 'x' } })).status,
  ).toBe(201);
  expect(repo.issues).toHaveLength(1);
});

test('a suspended installation: 403, no webhooks, until it is unsuspended', async () => {
  const { github, repo } = scene;
  const [installation] = github.site.installations;
  if (!installation) throw new Error('no installation');
  github.suspend(installation);
  const before = github.wire.deliveries.length;
  expect((await scene.ask('GET ~')).body.message).toBe('This installation has been suspended');
  await repo.as('ada').push('main');
  expect(github.wire.deliveries).toHaveLength(before);
  github.unsuspend(installation);
  expect((await scene.ask('GET ~')).status).toBe(200);
});

test('a renamed repository redirects to where it is now', async () => {
  await scene.repo.rename('till');
  const moved = await scene.ask('GET /repos/acme/checkout/branches/main');
  expect(moved.status).toBe(301);
  const path = new URL(moved.headers.get('location') ?? '').pathname.replace('/api/v3', '');
  expect(path).toBe(`/repositories/${scene.repo.id}/branches/main`);
  expect((await scene.ask(`GET ${path}`)).body).toMatchObject({ name: 'main' });
  expect((await scene.ask('POST /repos/acme/checkout/issues', { body: { title: 'x' } })).status).toBe(307);
  expect((await scene.ask('GET /repos/acme/till')).body.name).toBe('till');
});

test('who may do what, and teams', async () => {
  const { repo, github } = scene;
  repo.collaborator('mia', 'maintain');
  github.team('acme/on-call', ['mia', 'bob']);
  const mia = await scene.ask('GET ~/collaborators/mia/permission');
  expect(mia.body).toMatchObject({ permission: 'write', role_name: 'maintain', user: { login: 'mia' } });
  expect((await scene.ask('GET ~/collaborators/nobody-at-all/permission')).status).toBe(404);
  expect((await scene.ask('GET ~/assignees/mia')).status).toBe(204);
  expect((await scene.ask('GET ~/assignees/bob')).status).toBe(404);
  expect((await scene.ask('GET /orgs/acme/teams/on-call')).body).toMatchObject({
    slug: 'on-call',
    members_count: 2,
  });
  expect((await scene.ask('GET /orgs/acme/teams/on-call/members')).body).toMatchObject([
    { login: 'mia' },
    { login: 'bob' },
  ]);
  expect((await scene.ask('GET /orgs/acme/teams/on-call/memberships/mia')).body.state).toBe('active');
  expect((await scene.ask('GET /orgs/acme/teams/nobody')).status).toBe(404);
});
