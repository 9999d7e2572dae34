/** Against a GitHub that says only what its descriptions promise: nothing may depend on how a stand-in is written. */
import { createBare } from '../contract/bare.ts';
import { breachesIn } from '../support/breaches.ts';
import { branch, hour, type Scene, scene } from './scene.ts';

const bare = createBare();

async function bareScene(options: Parameters<typeof scene>[0] = {}): Promise<Scene> {
  const on = await scene(options);
  on.github.api.reshape = (exchange) => bare.response(exchange);
  on.github.wire.reshape = (event, payload) => bare.delivery(event, payload);
  return on;
}

test('what is optional is left out', () => {
  const body = { number: 7, draft: false, id: 1 };
  const path = '/repos/acme/checkout-service/pulls/7';
  const query = new URLSearchParams();
  const exchange = { method: 'GET', path, query, requestBody: undefined, status: 200, responseBody: body };
  expect(bare.response(exchange)).toEqual({ number: 7, id: 1 });
});

test.each(['merge', 'squash', 'rebase'] as const)('a whole life is the same, with a %s', async (method) => {
  const on = await bareScene({
    policy: 'backfill: {deadline: 2h, reviewers: [grace], required-checks: [full-ci]}\n',
    deleteBranchOnMerge: true,
  });
  on.repository.as('grace');
  const sha = await on.push();
  expect(on.checks(sha)).toMatchObject([{ status: 'in_progress' }]);
  await on.deploy(sha);
  expect(on.repository.pulls).toMatchObject([
    { labels: ['hotfix'], pull: { requestedReviewers: ['grace'] } },
  ]);
  await on.repository.automation.check({ sha, name: 'full-ci', conclusion: 'failure' });
  await on.pass(10_000);
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'failure' }]);
  await on.pass(3 * hour);
  expect(breachesIn(on.repository)).toMatchObject([{ state: 'open' }]);
  expect(on.pull().labels).toContain('hotfix: overdue');
  expect(on.pull().comments).toHaveLength(2);
  const next = await on.push(branch, 'export const timeout = 60;\n');
  await on.repository.automation.check({ sha: next, name: 'full-ci', conclusion: 'success' });
  await on.pass(10_000);
  expect(on.checks(next)).toMatchObject([{ conclusion: 'success' }]);
  await on.repository.as('grace').mergePull(on.pull().number, method);
  await on.rest();
  await on.pass(hour);
  expect(on.checks(next)).toMatchObject([{ conclusion: 'success' }]);
  expect(breachesIn(on.repository)).toMatchObject([{ state: 'closed' }]);
  expect(on.pull().comments).toHaveLength(2);
});

test('what is overdue, thrown away or too frequent is told', async () => {
  const on = await bareScene({ policy: 'frequency: {limit: 1}\n' });
  const sha = await on.push();
  await on.deploy(sha);
  await on.repository.as('ada').deleteBranch(branch);
  await on.rest();
  await on.pass(60_000);
  await on.push('hotfix/INCIDENT-124-more');
  await on.pass(25 * hour);
  expect(
    breachesIn(on.repository)
      .map(({ title }) => title.split(' ')[0])
      .toSorted((a = '', b = '') => a.localeCompare(b)),
  ).toEqual(['Discarded', 'More', 'Overdue']);
});

test('the policy and its mistakes are read', async () => {
  const on = await bareScene({ policy: 'mode: observe\n' });
  const sha = await on.push();
  await on.deploy(sha);
  expect(on.repository.pulls).toHaveLength(0);
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'neutral' }]);
  const broken = await on.repository
    .as('bob')
    .push('main', { files: { '.github/hotfix-policy.yml': 'mode: on\n' } });
  await on.rest();
  expect(on.policyChecks(broken)).toMatchObject([{ conclusion: 'failure' }]);
});

test('a push straight to the target is found', async () => {
  const on = await bareScene();
  const sha = await on.push();
  await on.repository.as('ada').pointBranch('main', sha);
  await on.rest();
  await on.pass(11_000);
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'success' }]);
});

test.each([404, 502])('a life goes its way although comparisons are answered with %s', async (status) => {
  const on = await scene({ policy: 'backfill: {deadline: 2h}\n', deleteBranchOnMerge: true });
  on.github.faults.add({ method: 'GET', path: /\/compare\//, status, times: 10_000 });
  const sha = await on.push();
  await on.deploy(sha);
  await on.pass(60_000);
  expect(on.repository.pulls).toHaveLength(1);
  await on.pass(3 * hour);
  expect(breachesIn(on.repository)).toMatchObject([{ state: 'open' }]);
  expect(on.pull().comments).toHaveLength(2);
  await on.repository.as('grace').mergePull(on.pull().number, 'squash');
  await on.rest();
  await on.pass(hour);
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'success' }]);
  expect(breachesIn(on.repository)).toMatchObject([{ state: 'closed' }]);
});

test('content pushed straight to the target is there, although it can no longer be compared', async () => {
  const on = await scene();
  const sha = await on.push();
  const body = { message: 'No common ancestor between main and it.' };
  on.github.faults.add({ method: 'GET', path: /\/compare\//, status: 404, body, times: 10_000 });
  await on.repository.as('ada').pointBranch('main', sha);
  await on.rest();
  await on.pass(11_000);
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'success' }]);
});
