/** Production deploys of commits that belong nowhere, as people on GitHub see them told. */
import { breachesIn } from '../support/breaches.ts';
import { branch, hour, type Scene, scene } from './scene.ts';

const settled = 61_000;

const rogues = (on: Scene) => breachesIn(on.repository).filter(({ title }) => title.startsWith('Rogue'));

const compared = (on: Scene): number =>
  on.github.requests.filter((one) => one.path.includes('/compare/')).length;

/** A commit on a branch that is neither the target nor a hotfix. */
async function feature(on: Scene, name = 'feature/quick'): Promise<string> {
  const sha = await on.repository.as('eve').push(name, { from: 'main', files: { 'quick.ts': `${name}\n` } });
  await on.rest();
  return sha;
}

async function main(on: Scene, content = '2'): Promise<string> {
  const sha = await on.repository.as('bob').push('main', { files: { 'main.ts': `${content}\n` } });
  await on.rest();
  return sha;
}

test('a deploy of a commit that is on neither the target nor a hotfix branch is told, with the ways out', async () => {
  const on = await scene({ policy: 'owners: [grace]\n' });
  const good = await main(on);
  await on.deploy(good, 'main');
  await on.pass(hour);
  const sha = await feature(on);
  await on.deploy(sha, 'feature/quick');
  expect(rogues(on)).toHaveLength(0);
  await on.pass(settled);
  const [issue] = rogues(on);
  expect(issue).toMatchObject({ state: 'open', title: `Rogue deploy of ${sha.slice(0, 7)} to production` });
  for (const part of [
    sha.slice(0, 7),
    '`feature/quick`',
    `git fetch origin ${sha}`,
    good.slice(0, 7),
    '@grace',
  ])
    expect(issue?.body).toContain(part);

  // Each further one is added to the same issue.
  const next = await on.repository.as('eve').push('feature/quick', { files: { 'quick.ts': '2\n' } });
  await on.rest();
  await on.deploy(next, 'feature/quick');
  await on.pass(hour);
  expect(rogues(on)).toHaveLength(1);
  expect(issue?.body).toContain(next.slice(0, 7));

  await on.deploy(await main(on, '3'), 'main');
  await on.pass(hour);
  expect(rogues(on)).toMatchObject([{ state: 'closed' }]);
  expect(issue?.body).toContain('**Cured.**');

  await on.deploy(next, 'feature/quick');
  await on.pass(hour);
  expect(rogues(on)).toMatchObject([{ state: 'closed' }, { state: 'open' }]);
});

test('what the target or a hotfix branch is known to have costs no question', async () => {
  const on = await scene();
  const good = await main(on);
  const fix = await on.push();
  const asked = compared(on);
  await on.deploy(good, 'main');
  await on.deploy(fix);
  await on.deploy(good, 'main');
  await on.pass(hour);
  expect(compared(on)).toBe(asked);
  expect(rogues(on)).toHaveLength(0);
});

test('a commit from before the App was there is asked about once', async () => {
  const on = await scene();
  const old = (await on.repository.head('main')) ?? '';
  await on.deploy(old, 'main');
  await on.deploy(old, 'v1.0');
  await on.pass(hour);
  expect(compared(on)).toBe(1);
  await on.restart();
  await on.deploy(old, 'main');
  await on.pass(hour);
  expect(compared(on)).toBe(1);
  expect(rogues(on)).toHaveLength(0);
});

test('a hotfix branch whose pushes are told late, or never, is none', async () => {
  const on = await scene();
  on.github.wire.hold();
  const sha = await on.repository
    .as('ada')
    .push('hotfix/INCIDENT-9-a', { from: 'main', files: { 'a.ts': '1\n' } });
  const { automation } = on.repository;
  const id = automation.deployment({ sha, ref: sha, environment: 'production', by: 'ada' });
  automation.deploymentStatus(id, 'success');
  on.github.wire.release((held) => held.filter(({ event }) => event !== 'push'));
  await on.rest();
  await on.pass(hour);
  expect(rogues(on)).toHaveLength(0);
});

test('a commit in the middle of a hotfix branch is on it, although other pushes reported it', async () => {
  const on = await scene();
  const first = await feature(on);
  await on.repository.as('ada').pointBranch(branch, first);
  await on.rest();
  await on.push();
  await on.deploy(first, 'feature/quick');
  await on.pass(2 * hour);
  expect(rogues(on)).toHaveLength(0);
});

test('once it is made a hotfix, it is owed and no longer a breach', async () => {
  const on = await scene();
  const sha = await feature(on);
  await on.deploy(sha, 'feature/quick');
  await on.pass(hour);
  expect(rogues(on)).toMatchObject([{ state: 'open' }]);
  await on.repository.as('ada').pointBranch(branch, sha);
  await on.rest();
  await on.pass(settled);
  expect(rogues(on)).toMatchObject([{ state: 'closed' }]);
  expect(on.repository.pulls).toHaveLength(1);
});

test('other environments, and deploys that failed, are nobody’s business', async () => {
  const on = await scene();
  const sha = await feature(on);
  const { automation } = on.repository;
  const staging = automation.deployment({ sha, ref: 'feature/quick', environment: 'staging', by: 'eve' });
  automation.deploymentStatus(staging, 'success');
  const failed = automation.deployment({ sha, ref: 'feature/quick', environment: 'production', by: 'eve' });
  automation.deploymentStatus(failed, 'failure');
  await on.rest();
  await on.pass(hour);
  expect(rogues(on)).toHaveLength(0);
});

test('while GitHub does not answer, nothing is told, and the rest of the repository goes on', async () => {
  const on = await scene({ policy: 'frequency: { limit: 0 }\n' });
  const sha = await feature(on);
  on.github.faults.add({ method: 'GET', path: /\/compare\//, status: 502, times: 1000 });
  await on.deploy(sha, 'feature/quick');
  await on.pass(hour);
  expect(rogues(on)).toHaveLength(0);
  await on.push();
  // Of a repository that fails again and again little is asked for a while: what is, shows that it answers.
  await on.pass(5 * 60_000);
  expect(breachesIn(on.repository)).toHaveLength(1);
  on.github.faults.clear();
  await on.pass(hour);
  expect(rogues(on)).toHaveLength(1);
});

test('a commit that GitHub says to be unknown, and then knows, is asked about until it can be compared', async () => {
  const on = await scene();
  const sha = await feature(on);
  on.github.faults.add({ method: 'GET', path: /\/compare\//, status: 404, times: 5 });
  await on.deploy(sha, 'feature/quick');
  await on.pass(hour);
  expect(rogues(on)).toHaveLength(1);
});

test('a commit that GitHub can no longer compare is nobody’s breach, nor asked about again', async () => {
  const on = await scene();
  const sha = await feature(on);
  const body = { message: 'No common ancestor between main and it.' };
  on.github.faults.add({ method: 'GET', path: /\/compare\//, status: 404, body, times: 1000 });
  await on.deploy(sha, 'feature/quick');
  await on.pass(hour);
  const asked = compared(on);
  await on.deploy(sha, 'feature/quick');
  await on.pass(hour);
  expect(compared(on)).toBe(asked);
  expect(rogues(on)).toHaveLength(0);
});

test('observe mode finds it, and writes nothing; enforcing tells of it', async () => {
  const on = await scene({ policy: 'mode: observe\n' });
  await on.deploy(await feature(on), 'feature/quick');
  await on.pass(hour);
  expect(breachesIn(on.repository)).toHaveLength(0);
  const files = { '.github/hotfix-policy.yml': 'mode: enforce\n' };
  await on.repository.as('bob').push('main', { files });
  await on.rest();
  expect(rogues(on)).toHaveLength(1);
});
