import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ask, jwt } from './app-client.ts';
import { aScene, type Scene } from './scene.ts';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

let scene: Scene;
let received: Received[];
let server: Server;
let answer: number;

beforeEach(async () => {
  received = [];
  answer = 200;
  server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) });
    response.writeHead(answer).end('noted');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scene = await aScene();
  await scene.github.settled();
  scene.github.webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/github/webhooks`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await scene.end();
});

const events = (): (string | string[] | undefined)[] =>
  received.map(({ headers }) => headers['x-github-event']);

test('a delivery has its headers and a signature over its very bytes', async () => {
  await scene.repo.as('ada').push('main');
  await scene.github.settled();
  const [{ headers, body }] = received as [Received];
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'x-github-event': 'push',
    'x-github-delivery': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-github-hook-installation-target-id': '4711',
    'x-hub-signature-256': `sha256=${createHmac('sha256', 'hush').update(body).digest('hex')}`,
  });
  expect(headers['user-agent']).toMatch(/^GitHub-Hookshot\//);
});

test('a push: created, forced and deleted, with its commits and the time in seconds', async () => {
  const ada = scene.repo.as('ada');
  const first = await ada.push('fix', { files: { a: '1', 'README.md': null } });
  const second = await ada.forcePush('fix', { files: { b: '1' } });
  await ada.createBranch('copy', 'fix');
  await ada.deleteBranch('fix');
  const pushes = scene.github.wire.deliveries
    .filter(({ event }) => event === 'push')
    .map(({ payload }) => payload);
  const none = '0'.repeat(40);
  expect(pushes).toMatchObject([
    {
      ref: 'refs/heads/fix',
      created: true,
      before: none,
      after: first,
      commits: [{ added: ['a'], removed: ['README.md'] }],
    },
    { forced: true, before: first, after: second, head_commit: { id: second } },
    { ref: 'refs/heads/copy', created: true, commits: [], head_commit: { id: second } },
    { deleted: true, after: none, head_commit: null, commits: [] },
  ]);
  expect(pushes[0]?.repository).toMatchObject({
    pushed_at: expect.any(Number),
    created_at: expect.any(Number),
  });
  expect(pushes[0]).toMatchObject({
    organization: { login: 'acme' },
    sender: { login: 'ada' },
    installation: { id: expect.any(Number) },
  });
});

test('every event that can be sent is as GitHub describes it', async () => {
  const { repo, github } = scene;
  const ada = repo.as('ada');
  const sha = await ada.push('hotfix/a');
  const pull = await ada.openPull({ head: 'hotfix/a', base: 'main', title: 'A' });
  await ada.push('hotfix/a');
  await ada.editPull(pull, { title: 'B' });
  await ada.setLabels(pull, ['x']);
  await ada.setLabels(pull, []);
  await ada.comment(pull, 'hm');
  await ada.closePull(pull);
  await ada.reopenPull(pull);
  await ada.mergePull(pull);
  const issue = await ada.openIssue({ title: 'I', labels: ['y'] });
  await ada.setLabels(issue, []);
  await ada.closeIssue(issue);
  await ada.reopenIssue(issue);
  const { body } = await scene.ask(`POST ~/issues/${issue}/comments`, { body: { body: 'x' } });
  await scene.ask(`PATCH ~/issues/comments/${body.id}`, { body: { body: 'y' } });
  await scene.ask(`DELETE ~/issues/comments/${body.id}`);
  await scene.ask(`PATCH ~/issues/${issue}`, { body: { title: 'J', assignees: ['ada'] } });
  const run = await repo.actions.run({
    path: '.github/workflows/ci.yml',
    event: 'push',
    branch: 'hotfix/a',
    sha,
  });
  await repo.actions.runInProgress(run);
  const deployment = await repo.actions.deployment({ sha, ref: 'hotfix/a', environment: 'production', run });
  for (const state of ['queued', 'in_progress', 'success'] as const)
    await repo.actions.deploymentStatus(deployment, state);
  const plain = await repo.actions.deployment({ sha, ref: 'hotfix/a', environment: 'production', by: 'ada' });
  await repo.actions.deploymentStatus(plain, 'failure', { by: 'ada' });
  await repo.actions.completeRun(run, 'success');
  await repo.actions.rerun(run);
  const check = await repo.actions.check({ sha, name: 'full-ci' });
  await repo.actions.check({ sha, name: 'full-ci', conclusion: 'success' });
  await repo.actions.rerequest(check, { by: 'ada' });
  await repo.actions.status({ sha, context: 'old-ci', state: 'success', by: 'ada' });
  await ada.dispatch('deploy-service', { service: 'checkout', hotfix: true });
  await repo.archive();
  await repo.unarchive();
  await repo.rename('till');
  await repo.transfer('other');
  const [installation] = github.site.installations;
  if (!installation) throw new Error('no installation');
  github.suspend(installation);
  github.unsuspend(installation);
  github.grant(installation, { metadata: 'read' });
  const few = github.install('other', { repositories: [] });
  github.addRepository(few, repo);
  await repo.delete();
  github.removeRepository(few, repo);
  github.uninstall(few);
  const sent = new Set(
    github.wire.deliveries.map(({ event, action }) => [event, action].filter(Boolean).join('.')),
  );
  expect([...sent].sort((a, b) => a.localeCompare(b))).toMatchInlineSnapshot(`
[
  "check_run.completed",
  "check_run.created",
  "check_run.rerequested",
  "check_suite.completed",
  "check_suite.requested",
  "create",
  "deployment_status.created",
  "deployment.created",
  "installation_repositories.added",
  "installation_repositories.removed",
  "installation.created",
  "installation.deleted",
  "installation.new_permissions_accepted",
  "installation.suspend",
  "installation.unsuspend",
  "issue_comment.created",
  "issue_comment.deleted",
  "issue_comment.edited",
  "issues.assigned",
  "issues.closed",
  "issues.edited",
  "issues.labeled",
  "issues.opened",
  "issues.reopened",
  "issues.unlabeled",
  "pull_request.closed",
  "pull_request.edited",
  "pull_request.labeled",
  "pull_request.opened",
  "pull_request.reopened",
  "pull_request.synchronize",
  "pull_request.unlabeled",
  "push",
  "repository_dispatch.deploy-service",
  "repository.archived",
  "repository.deleted",
  "repository.renamed",
  "repository.unarchived",
  "status",
  "workflow_run.completed",
  "workflow_run.in_progress",
  "workflow_run.requested",
]
`);
});

test('only what the App subscribed to is sent, and checks without asking', async () => {
  const few = await aScene({ app: { events: ['push'] } });
  const sha = await few.repo.as('ada').push('fix');
  await few.repo.actions.status({ sha, context: 'ci', state: 'success' });
  expect(few.github.wire.deliveries.map(({ event }) => event)).toEqual([
    'installation',
    'push',
    'check_suite',
  ]);
  await few.end();
});

test('held back, put in another order, doubled, dropped', async () => {
  const { github, repo } = scene;
  const ada = repo.as('ada');
  github.wire.hold();
  const number = await ada.openIssue({ title: 'x' });
  await ada.comment(number, 'y');
  await github.settled();
  expect(events()).toEqual([]);
  github.wire.release((waiting) => [...waiting].reverse());
  await github.settled();
  expect(events()).toEqual(['issue_comment', 'issues']);
  github.wire.duplicate();
  github.wire.drop(0);
  await ada.comment(number, 'z');
  github.wire.drop();
  await ada.comment(number, 'lost');
  await github.settled();
  expect(events().slice(2)).toEqual(['issue_comment', 'issue_comment']);
  expect(received[2]?.headers['x-github-delivery']).toBe(received[3]?.headers['x-github-delivery']);
});

test('the log of deliveries: failures are not sent again but on demand, under their own guid', async () => {
  const { github, repo } = scene;
  const app = { authorization: `bearer ${jwt()}` };
  answer = 500;
  await repo.as('ada').openIssue({ title: 'x' });
  await github.settled();
  expect(received).toHaveLength(1);
  const failures = await ask(github, 'GET /app/hook/deliveries?status=failure', app);
  expect(failures.body).toMatchObject([
    { event: 'issues', action: 'opened', status_code: 500, redelivery: false },
  ]);
  // The one before any server listened has another code, and is in no list of failures.
  const all = await ask(github, 'GET /app/hook/deliveries?per_page=1', app);
  expect(all.headers.get('link')).toContain('cursor=v1_');
  answer = 200;
  const [{ id, guid }] = failures.body;
  expect((await ask(github, `POST /app/hook/deliveries/${id}/attempts`, app)).status).toBe(202);
  await github.settled();
  expect(received.map(({ headers }) => headers['x-github-delivery'])).toEqual([guid, guid]);
  const [again] = (await ask(github, 'GET /app/hook/deliveries', app)).body;
  expect(again).toMatchObject({ guid, status: 'OK', status_code: 200, redelivery: true });
  const detail = await ask(github, `GET /app/hook/deliveries/${again.id}`, app);
  expect(detail.body).toMatchObject({
    request: { payload: { action: 'opened' } },
    response: { payload: 'noted' },
  });
});
