/** The life of a hotfix, from a signed delivery to what GitHub shows. */
import { breachesIn } from '../support/breaches.ts';
import { branch, hour, scene } from './scene.ts';

test('a push gets one check run, which a second delivery of it does not repeat', async () => {
  const { push, checks, github, rest } = await scene();
  const sha = await push();
  for (const delivery of github.wire.log) github.wire.redeliver(delivery);
  await rest();
  expect(checks(sha)).toMatchObject([{ name: 'Hotfix policy', status: 'in_progress' }]);
});

test('branches that are no hotfix get nothing', async () => {
  const { push, writes } = await scene();
  await push('feature/hotfix/x');
  await push('hotfixes/INCIDENT-1-x');
  expect(writes()).toEqual([]);
});

test('a wrong name fails, says how to rename, and the renamed branch takes over', async () => {
  const { push, checks, repository, rest } = await scene();
  const sha = await push('hotfix/quick');
  expect(checks(sha)).toMatchObject([{ conclusion: 'failure' }]);
  expect(checks(sha)[0]?.summary).toContain('git push origin');
  await repository.as('ada').pointBranch(branch, sha);
  await rest();
  await repository.as('ada').deleteBranch('hotfix/quick');
  await rest();
  expect(checks(sha)).toMatchObject([{ status: 'in_progress', conclusion: null }]);
});

test('a renamed branch that is deleted is no rename back', async () => {
  const { push, checks, repository, rest, pass } = await scene();
  const sha = await push('hotfix/quick');
  await pass(60_000);
  await repository.as('ada').pointBranch(branch, sha);
  await repository.as('ada').deleteBranch('hotfix/quick');
  await rest();
  await pass(60_000);
  await repository.as('ada').deleteBranch(branch);
  await rest();
  await pass(60_000);
  expect(checks(sha)).toMatchObject([{ conclusion: 'neutral' }]);
});

test('a new head does not inherit what was said of the one before it', async () => {
  const { push, deploy, repository, checks, rest, github } = await scene();
  repository.protect('main', ['full-ci']);
  const first = await push();
  await deploy(first);
  await repository.automation.check({ sha: first, name: 'full-ci', conclusion: 'failure' });
  await rest();
  github.wire.hold();
  const second = await repository.as('ada').push(branch, { files: { 'src/payment.ts': 'again\n' } });
  github.wire.release((held) => held.filter((one) => one.event === 'push'));
  await rest();
  expect(checks(second)).toMatchObject([{ status: 'in_progress' }]);
  expect(checks(second)[0]?.title).not.toContain('failed');
});

test('a new head supersedes the one before it', async () => {
  const { push, checks } = await scene();
  const first = await push();
  const second = await push(branch, 'export const timeout = 60;\n');
  expect(checks(first)).toMatchObject([{ conclusion: 'neutral' }]);
  expect(checks(second)).toMatchObject([{ status: 'in_progress' }]);
});

test('a deploy opens the backfill, with labels and one status comment', async () => {
  const { push, deploy, pull } = await scene();
  await deploy(await push());
  expect(pull()).toMatchObject({ labels: ['hotfix'], pull: { base: 'main', head: branch, draft: false } });
  expect(pull().comments).toHaveLength(1);
});

test('with no deploy seen the backfill opens after an hour', async () => {
  const { push, pass, repository } = await scene();
  await push();
  await pass(hour - 60_000);
  expect(repository.pulls).toHaveLength(0);
  await pass(2 * 60_000);
  expect(repository.pulls).toHaveLength(1);
});

test.each([
  [
    'a run of the fast lane',
    async ({ repository }, sha) => {
      const { automation } = repository;
      const referenced = ['acme/checkout-service/.github/workflows/hotfix-ci.yml@refs/heads/main'];
      const run = automation.run({
        path: '.github/workflows/ci.yml',
        event: 'push',
        branch,
        sha,
        by: 'ada',
        referenced,
      });
      automation.completeRun(run, 'success');
    },
  ],
  [
    'a dispatch to another repository',
    async ({ github, rest }, sha) => {
      const infra = await github.repository('acme/ecommerce-infra');
      await rest();
      infra.as('ada').dispatch('deploy-service', {
        service: 'checkout-service',
        tag: `hotfix-${sha}`,
        environment: 'production',
        hotfix: true,
      });
    },
  ],
] satisfies [string, (on: Awaited<ReturnType<typeof scene>>, sha: string) => Promise<void>][])(
  '%s counts as a deploy',
  async (_, deployed) => {
    const on = await scene();
    const sha = await on.push();
    await deployed(on, sha);
    await on.rest();
    expect(on.repository.pulls).toHaveLength(1);
  },
);

test.each(['staging', 'preview'])('a deployment to %s is none to production', async (environment) => {
  const { push, repository, rest } = await scene();
  const sha = await push();
  const id = repository.automation.deployment({ sha, ref: branch, environment, by: 'ada' });
  repository.automation.deploymentStatus(id, 'success');
  await rest();
  expect(repository.pulls).toHaveLength(0);
});

test('a deploy that failed opens nothing', async () => {
  const { push, repository, rest } = await scene();
  const sha = await push();
  const id = repository.automation.deployment({ sha, ref: branch, environment: 'production', by: 'ada' });
  repository.automation.deploymentStatus(id, 'failure');
  await rest();
  expect(repository.pulls).toHaveLength(0);
});

test("a person's pull request from the branch is the backfill", async () => {
  const { push, deploy, repository, pull, rest } = await scene();
  const sha = await push();
  await repository.as('ada').openPull({ head: branch, title: 'My fix', body: 'Mine' });
  await rest();
  await deploy(sha);
  expect(repository.pulls).toHaveLength(1);
  expect(pull()).toMatchObject({ title: 'My fix', body: 'Mine', labels: ['hotfix'] });
  expect(pull().comments).toHaveLength(1);
});

test('pushed to the target by hand: done as well', async () => {
  const { push, repository, checks, rest, pass } = await scene();
  const sha = await push();
  await pass(60_000);
  await repository.as('ada').pointBranch('main', sha);
  await rest();
  // It might be the merge of a pull request that GitHub is about to tell of.
  expect(checks(sha)).toMatchObject([{ conclusion: null }]);
  await pass(11_000);
  expect(checks(sha)).toMatchObject([{ conclusion: 'success' }]);
  await pass(30 * hour);
  // Past the full pipeline: that is told, and nothing else.
  expect(breachesIn(repository)).toMatchObject([{ title: expect.stringContaining('Bypassed') }]);
});

test('a branch that has nothing of its own is done, until it has', async () => {
  const { repository, checks, rest, pass, deploy, push } = await scene();
  const main = (await repository.head('main')) ?? '';
  await repository.as('ada').pointBranch(branch, main);
  await rest();
  // A deploy of what `main` has is none of the hotfix.
  await deploy(main);
  expect(repository.pulls).toHaveLength(0);
  expect(checks(main)).toMatchObject([{ conclusion: null }]);
  await pass(2 * hour);
  expect(repository.pulls).toHaveLength(0);
  expect(checks(main)).toMatchObject([{ conclusion: 'success' }]);
  const sha = await push();
  expect(checks(sha)).toMatchObject([{ status: 'in_progress' }]);
  await pass(2 * hour);
  expect(repository.pulls).toHaveLength(1);
});

test('a conflict is named, with the way out of it', async () => {
  const { push, deploy, repository, pull, rest, pass } = await scene();
  const sha = await push();
  await repository.as('bob').push('main', { files: { 'src/payment.ts': 'export const timeout = 2;\n' } });
  await rest();
  await deploy(sha);
  await pass(60_000);
  expect(pull().comments[0]?.body).toContain('src/payment.ts');
  expect(pull().comments[0]?.body).toContain('git merge');
});

test('closed unmerged by a person: one comment, and the obligation stands', async () => {
  const { push, deploy, repository, checks, pull, rest, pass } = await scene();
  const sha = await push();
  await deploy(sha);
  repository.as('ada').closePull(pull().number);
  await rest();
  await pass(60_000);
  expect(pull().comments).toHaveLength(2);
  expect(checks(sha)).toMatchObject([{ conclusion: 'failure' }]);
  await pass(25 * hour);
  expect(repository.pulls).toHaveLength(1);
  expect(breachesIn(repository)).toMatchObject([{ state: 'open' }]);
  await repository.as('ada').reopenPull(pull().number);
  await rest();
  await repository.as('ada').mergePull(pull().number);
  await rest();
  expect(breachesIn(repository)).toMatchObject([{ state: 'closed' }]);
});

test('deleted without ever being deployed: it ends quietly', async () => {
  const { push, repository, checks, rest, pass } = await scene();
  const sha = await push();
  await repository.as('ada').deleteBranch(branch);
  await rest();
  await pass(30 * hour);
  expect(checks(sha)).toMatchObject([{ conclusion: 'neutral' }]);
  expect(breachesIn(repository)).toHaveLength(0);
});

test('deleted after a deploy: an issue with the command that brings it back, closed when it is merged after all', async () => {
  const { push, deploy, repository, rest, pass } = await scene();
  const sha = await push();
  await deploy(sha);
  await repository.as('ada').deleteBranch(branch);
  await rest();
  await pass(60_000);
  expect(breachesIn(repository)).toMatchObject([{ state: 'open' }]);
  expect(breachesIn(repository)[0]?.body).toContain(`git push origin ${sha}`);
  await repository.as('ada').pointBranch(branch, sha);
  await rest();
  expect(repository.pulls).toHaveLength(2);
  await repository.as('ada').mergePull(repository.pulls[1]?.number ?? 0);
  await rest();
  expect(breachesIn(repository)).toMatchObject([{ state: 'closed' }]);
});

test('overdue: label, one reminder a day, one issue, closed when merged', async () => {
  const { push, deploy, repository, pull, rest, pass } = await scene();
  await deploy(await push());
  await pass(25 * hour);
  expect(pull().labels).toEqual(['hotfix', 'hotfix: overdue']);
  expect(pull().comments).toHaveLength(2);
  expect(pull().comments[1]?.body).toContain('@ada');
  expect(breachesIn(repository)).toMatchObject([{ state: 'open', labels: ['hotfix-policy'] }]);
  await pass(24 * hour);
  expect(pull().comments).toHaveLength(3);
  await pass(10 * 24 * hour);
  expect(pull().comments).toHaveLength(1 + 7);
  await repository.as('grace').mergePull(pull().number);
  await rest();
  expect(breachesIn(repository)).toMatchObject([{ state: 'closed', stateReason: 'completed' }]);
  await pass(72 * hour);
  expect(pull().comments).toHaveLength(1 + 7);
});

test('more than two in a month: one issue, which each further one updates', async () => {
  const { push, repository, pass } = await scene();
  await push('hotfix/INCIDENT-1-a', 'a');
  await push('hotfix/INCIDENT-2-b', 'b');
  await pass(60_000);
  expect(breachesIn(repository)).toHaveLength(0);
  await push('hotfix/INCIDENT-3-c', 'c');
  await pass(60_000);
  expect(breachesIn(repository)).toHaveLength(1);
  await push('hotfix/INCIDENT-4-d', 'd');
  await pass(60_000);
  expect(breachesIn(repository)).toHaveLength(1);
  expect(breachesIn(repository)[0]?.body).toContain('hotfix/INCIDENT-4-d');
});

test('the pipeline: red, then green; required by protection, ruleset, or policy', async () => {
  for (const via of ['protection', 'ruleset', 'policy'] as const) {
    const policy = via === 'policy' ? { policy: 'backfill: {required-checks: [full-*]}\n' } : {};
    const { push, deploy, repository, checks, pass, close } = await scene(policy);
    if (via !== 'policy') repository.protect('main', ['full-ci'], via);
    const sha = await push();
    await deploy(sha);
    expect(checks(sha)).toMatchObject([{ status: 'in_progress' }]);
    await repository.automation.check({ sha, name: 'full-ci', conclusion: 'failure' });
    await pass(10_000);
    expect(checks(sha)).toMatchObject([{ conclusion: 'failure' }]);
    await repository.automation.check({ sha, name: 'full-ci', conclusion: 'success' });
    await pass(10_000);
    expect(checks(sha)).toMatchObject([{ conclusion: 'success' }]);
    await repository.automation.check({ sha, name: 'full-ci' });
    await pass(10_000);
    expect(checks(sha)).toMatchObject([{ status: 'in_progress', conclusion: null }]);
    await close();
  }
});

test('a required commit status counts like a check run', async () => {
  const { push, deploy, repository, checks, pass } = await scene();
  repository.protect('main', ['jenkins']);
  const sha = await push();
  await deploy(sha);
  await repository.automation.status({ sha, context: 'jenkins', state: 'success' });
  await pass(10_000);
  expect(checks(sha)).toMatchObject([{ conclusion: 'success' }]);
});

test('renamed after its deploy, it keeps the deploy, the deadline and what follows from them', async () => {
  const on = await scene({ policy: 'backfill: {clock: deploy, deadline: 2h}\n' });
  const first = await on.push('hotfix/oops');
  await on.pass(60_000);
  await on.deploy(first, 'hotfix/oops');
  const second = await on.push('hotfix/oops', 'export const timeout = 60;\n');
  await on.repository.as('ada').pointBranch(branch, second);
  await on.repository.as('ada').deleteBranch('hotfix/oops');
  await on.rest();
  await on.pass(60_000);
  const [check] = on.checks(second);
  expect(check?.summary).toContain('after the first production deploy');
  expect(on.pull(2).body).toContain('succeeded');
  expect(on.repository.pulls.filter((pull) => pull.state === 'open')).toHaveLength(1);
  await on.pass(3 * hour);
  expect(breachesIn(on.repository)).toMatchObject([{ state: 'open' }]);
});

test('what another App checks is read, although GitHub names the branch that had the commit first', async () => {
  const on = await scene();
  on.repository.protect('main', ['full-ci']);
  const sha = await on.repository
    .as('ada')
    .push('feature/x', { from: 'main', files: { 'src/payment.ts': 'export const timeout = 30;\n' } });
  await on.repository.as('ada').pointBranch(branch, sha);
  await on.rest();
  await on.deploy(sha);
  await on.repository.automation.check({ sha, name: 'full-ci' });
  for (const run of on.repository.checkRuns(sha)) run.branch = 'feature/x';
  await on.repository.automation.check({ sha, name: 'full-ci', conclusion: 'success' });
  await on.pass(10_000);
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'success' }]);
});

test('checks that are told before the push that brings their commit are read', async () => {
  const on = await scene();
  on.github.wire.hold();
  const sha = await on.repository
    .as('ada')
    .push(branch, { from: 'main', files: { 'src/payment.ts': 'export const timeout = 30;\n' } });
  await on.repository.automation.check({ sha, name: 'full-ci', conclusion: 'failure' });
  on.github.wire.release((held) =>
    held.toSorted((a, b) => Number(a.event === 'push') - Number(b.event === 'push')),
  );
  await on.pass(2 * hour);
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'failure' }]);
});

test('a conflict that comes later is named, and so is its end', async () => {
  const on = await scene();
  const sha = await on.push();
  await on.deploy(sha);
  await on.pass(60_000);
  expect(on.pull().comments[0]?.body).not.toContain('git merge');
  await on.repository.as('bob').push('main', { files: { 'src/payment.ts': 'export const timeout = 2;\n' } });
  await on.rest();
  await on.pass(60_000);
  expect(on.pull().comments[0]?.body).toContain('git merge');
  await on.repository.as('bob').push('main', { files: { 'src/payment.ts': 'export const timeout = 1;\n' } });
  await on.rest();
  await on.pass(60_000);
  expect(on.pull().comments[0]?.body).not.toContain('git merge');
});

test('what began under another prefix is followed to its end', async () => {
  const on = await scene();
  const sha = await on.push();
  await on.deploy(sha);
  const policy = 'branches: {prefix: urgent/}\n';
  await on.repository.as('bob').push('main', { files: { '.github/hotfix-policy.yml': policy } });
  await on.rest();
  await on.pass(60_000);
  await on.repository.as('grace').mergePull(on.pull().number, 'squash');
  await on.rest();
  await on.pass(48 * hour);
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'success' }]);
  expect(breachesIn(on.repository)).toHaveLength(0);
});
