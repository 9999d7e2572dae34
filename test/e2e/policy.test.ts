/** The repository's own policy file, read from its default branch and obeyed. */
import { breachesIn } from '../support/breaches.ts';
import { hour, scene } from './scene.ts';

const path = '.github/hotfix-policy.yml';

test('every key that changes what is done, in one file', async () => {
  const { push, deploy, repository, pull, pass, checks } = await scene({
    policy: [
      'branches: {prefix: fix/, target: release}',
      'timezone: Europe/Berlin',
      'owners: [acme/payments]',
      'incidents: {url: "https://incidents.example.com/{incident}"}',
      'backfill: {deadline: 5m, clock: deploy, draft: true, labels: [urgent], reviewers: [grace, ada]}',
      'reminders: {every: 2m, limit: 2}',
      'deploys: {environments: [live-*]}',
      'issues: {labels: [debt], assignees: [grace]}',
    ].join('\n'),
  });
  await repository.as('grace').pointBranch('release', 'main');
  const on = 'fix/INCIDENT-9-x';
  const sha = await push(on);
  await deploy(sha, on);
  expect(repository.pulls).toHaveLength(0);
  const id = repository.automation.deployment({ sha, ref: on, environment: 'Live-EU', by: 'ada' });
  repository.automation.deploymentStatus(id, 'success');
  await pass(60_000);
  expect(pull()).toMatchObject({
    labels: ['urgent'],
    pull: { base: 'release', draft: true, requestedReviewers: ['grace'] },
  });
  expect(checks(sha)[0]?.summary).toContain('https://incidents.example.com/INCIDENT-9');
  expect(checks(sha)[0]?.summary).toContain('CET');
  await pass(30 * 60_000);
  expect(pull().comments).toHaveLength(3);
  expect(pull().comments[1]?.body).toContain('@acme/payments');
  expect(breachesIn(repository)).toMatchObject([{ labels: ['debt'], assignees: ['grace'] }]);
});

test('a change of the file is in force at once, for what is open too', async () => {
  const { push, repository, rest, checks } = await scene();
  const sha = await push();
  await repository.as('grace').push('main', { files: { [path]: 'backfill: {deadline: 3h}\n' } });
  await rest();
  expect(checks(sha)[0]?.summary).toContain('23 Nov 2026, 17:00 UTC');
});

test('a file with a mistake is refused with line and column, and the last good one stays', async () => {
  const { push, repository, rest, checks, policyChecks } = await scene({
    policy: 'backfill: {deadline: 3h}\n',
  });
  const sha = await push();
  const broken = await repository
    .as('grace')
    .push('main', { files: { [path]: 'backfill:\n  deadlin: 5h\n' } });
  await rest();
  expect(checks(sha)).toMatchObject([{ conclusion: 'failure' }]);
  expect(checks(sha)[0]?.summary).toContain('deadlin');
  expect(checks(sha)[0]?.summary).toContain('2:3');
  expect(checks(sha)[0]?.summary).toContain('17:00 UTC');
  expect(policyChecks(broken)).toMatchObject([{ conclusion: 'failure' }]);
  await repository.as('grace').push('main', { files: { [path]: 'backfill: {deadline: 4h}\n' } });
  await rest();
  expect(checks(sha)).toMatchObject([{ status: 'in_progress' }]);
  expect(checks(sha)[0]?.summary).toContain('18:00 UTC');
});

test('the file of the hotfix branch itself counts for nothing', async () => {
  const { repository, rest, checks, push } = await scene();
  await push();
  const files = { [path]: 'mode: off\n' };
  const sha = await repository.as('mallory').push('hotfix/INCIDENT-123-fix-payment-timeout', { files });
  await rest();
  expect(checks(sha)).toMatchObject([{ status: 'in_progress' }]);
});

test('observe writes the check run and nothing else', async () => {
  const { push, deploy, repository, pass, checks, writes } = await scene({ policy: 'mode: observe\n' });
  const sha = await push();
  await deploy(sha);
  await pass(30 * hour);
  expect(checks(sha)).toMatchObject([{ conclusion: 'neutral' }]);
  expect(writes().every((write) => write.includes('/check-runs'))).toBe(true);
  expect(repository.pulls).toHaveLength(0);
});

test('off records nothing and writes nothing', async () => {
  const { push, deploy, writes, pass } = await scene({ policy: 'mode: off\n' });
  await deploy(await push());
  await pass(30 * hour);
  expect(writes()).toEqual([]);
});

test('GitHub failing to answer is not "there is no file"', async () => {
  const { github, push, pass, checks } = await scene({ policy: 'mode: observe\n' });
  github.faults.add({ path: /contents/, status: 502, times: 3 });
  const sha = await push();
  expect(checks(sha)).toEqual([]);
  await pass(60_000);
  expect(checks(sha)).toMatchObject([{ conclusion: 'neutral' }]);
});

test('quiet hours put a reminder off, not the deadline', async () => {
  const { push, deploy, pull, pass } = await scene({
    start: '2026-11-23T20:00:00.000Z',
    policy: 'backfill: {deadline: 1h}\nreminders: {quiet-hours: "20:00-08:00"}\n',
  });
  await deploy(await push());
  await pass(10 * hour);
  expect(pull().labels).toContain('hotfix: overdue');
  expect(pull().comments).toHaveLength(1);
  await pass(3 * hour);
  expect(pull().comments).toHaveLength(2);
});
