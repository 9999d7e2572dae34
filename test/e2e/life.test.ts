/** The life of a hotfix, from a signed delivery to what GitHub shows. */
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

const branch = 'hotfix/INCIDENT-123-fix-payment-timeout';
const hour = 3_600_000;

let world: World;
afterEach(() => world?.close());

async function begin(options: WorldOptions = {}): Promise<string> {
  world = await createWorld(options);
  const sha = await world.repository.as('ada').push(branch, {
    from: 'main',
    files: { 'src/payment.ts': 'export const timeout = 30;\n' },
    message: 'Raise the payment timeout',
  });
  await world.rest();
  return sha;
}

async function deploy(sha: string): Promise<void> {
  const { automation } = world.repository;
  const id = automation.deployment({ sha, ref: branch, environment: 'production', by: 'ada' });
  automation.deploymentStatus(id, 'success');
  await world.rest();
}

const check = (sha: string) => world.repository.checkRuns(sha, 4711);

test('a push gets one check run, which the push itself and a second delivery of it do not repeat', async () => {
  const sha = await begin();
  for (const delivery of world.github.wire.log) world.github.wire.redeliver(delivery);
  await world.rest();
  expect(check(sha)).toHaveLength(1);
  expect(check(sha)[0]).toMatchObject({ name: 'Hotfix policy', status: 'in_progress' });
});

test('a deploy opens the backfill, with labels and one status comment', async () => {
  const sha = await begin();
  await deploy(sha);
  expect(world.repository.pulls).toHaveLength(1);
  const [pull] = world.repository.pulls;
  expect(pull).toMatchObject({ labels: ['hotfix'], pull: { base: 'main', head: branch, draft: false } });
  expect(pull?.comments).toHaveLength(1);
});

test('merged: done, and nothing more is owed', async () => {
  const sha = await begin({ deleteBranchOnMerge: true });
  await deploy(sha);
  await world.repository.as('grace').mergePull(1, 'squash');
  await world.rest();
  expect(check(sha)).toMatchObject([{ status: 'completed', conclusion: 'success' }]);
  await world.pass(48 * hour);
  expect(world.repository.issues).toHaveLength(0);
  expect(world.repository.pulls[0]?.comments).toHaveLength(1);
});

test('overdue: label, one reminder a day, one issue, closed when merged', async () => {
  const sha = await begin();
  await deploy(sha);
  await world.pass(25 * hour);
  const [pull] = world.repository.pulls;
  expect(pull?.labels).toEqual(['hotfix', 'hotfix: overdue']);
  expect(pull?.comments).toHaveLength(2);
  expect(world.repository.issues).toMatchObject([{ state: 'open', labels: ['hotfix-policy'] }]);
  await world.pass(24 * hour);
  expect(pull?.comments).toHaveLength(3);
  await world.repository.as('grace').mergePull(1);
  await world.rest();
  expect(world.repository.issues).toMatchObject([{ state: 'closed', stateReason: 'completed' }]);
  await world.pass(72 * hour);
  expect(pull?.comments).toHaveLength(3);
});
