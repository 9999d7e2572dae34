/** What GitHub remembers makes good what was never told, or told and forgotten. */

import { breachesIn } from '../support/breaches.ts';
import { picture } from '../support/picture.ts';
import { branch, hour, type Scene, scene } from './scene.ts';

async function life(on: Scene): Promise<void> {
  const sha = await on.push();
  await on.deploy(sha);
  await on.pass(26 * hour);
}

test('an emptied database is filled from GitHub, and nothing is written twice', async () => {
  const on = await scene({ policy: 'backfill: {reviewers: [grace]}\n' });
  on.repository.allow('grace', 'write');
  await life(on);
  const before = picture(on.repository);
  await on.forget();
  on.github.requests.length = 0;
  await on.sweep();
  expect(picture(on.repository)).toEqual(before);
  expect(on.writes()).toEqual([]);
  await on.pass(24 * hour);
  expect(on.pull().comments.filter(({ body }) => body.includes('hotfix-policy:reminder'))).toHaveLength(2);
  await on.repository.as('grace').mergePull(on.pull().number);
  await on.rest();
  expect(breachesIn(on.repository).map(({ state }) => state)).toEqual(['closed']);
});

/** The same story, with everything told as it happens. */
async function undisturbed(play: (on: Scene) => Promise<void>): Promise<unknown> {
  const on = await scene();
  await play(on);
  await on.pass(hour);
  const seen = picture(on.repository);
  await on.close();
  return seen;
}

test('what was never told is found by comparing: pushes, deploys, commands, a merge', async () => {
  const on = await scene();
  const { url } = on.github.wire;
  on.github.wire.url = null;
  const first = await on.push();
  await on.deploy(first);
  expect(on.writes()).toEqual([]);
  on.github.wire.url = url;
  await on.sweep();
  expect(on.checks(first)).toHaveLength(1);
  expect(on.pull().comments).toHaveLength(1);

  on.github.wire.url = null;
  on.repository.allow('carol', 'maintain');
  on.repository.as('carol').comment(on.pull().number, '/hotfix extend 12h waiting for the vendor');
  on.repository.as('bob').comment(on.pull().number, '/hotfix waive I do not like it');
  const second = await on.push(undefined, 'export const timeout = 31;\n');
  on.github.wire.url = url;
  await on.sweep();
  expect(on.checks(second)).toHaveLength(1);
  expect(on.pull().comments.map(({ author }) => author.login)).toEqual([
    'hotfix-policy[bot]',
    'carol',
    'bob',
    'hotfix-policy[bot]',
    'hotfix-policy[bot]',
  ]);
  await on.pass(25 * hour);
  expect(breachesIn(on.repository)).toEqual([]);
  await on.pass(12 * hour);
  expect(breachesIn(on.repository).map(({ state }) => state)).toEqual(['open']);

  on.github.wire.url = null;
  await on.repository.as('grace').mergePull(on.pull().number);
  on.github.wire.url = url;
  await on.sweep();
  expect(breachesIn(on.repository).map(({ state }) => state)).toEqual(['closed']);
  const before = picture(on.repository);
  on.github.requests.length = 0;
  await on.sweep();
  expect(on.writes()).toEqual([]);
  expect(picture(on.repository)).toEqual(before);
});

test('a delivery that failed is fetched from the log of GitHub, one that came is not', async () => {
  const expected = await undisturbed(async (on) => on.deploy(await on.push()));
  const on = await scene();
  const { url } = on.github.wire;
  on.github.wire.url = 'http://127.0.0.1:9/';
  const sha = await on.push();
  on.github.wire.url = url;
  await on.deploy(sha);
  expect(on.repository.pulls).toEqual([]);
  on.github.requests.length = 0;
  await on.sweep();
  const fetched = on.github.requests.filter(({ path }) => /deliveries\/\d+$/.test(path));
  expect(fetched.length).toBeGreaterThan(0);
  expect(fetched.length).toBeLessThan(4);
  const kept = await on.database.db.selectFrom('deliveries').select('payload').execute();
  // Every payload of GitHub's has some of these.
  for (const { payload } of kept) expect(payload).not.toMatch(/node_id|_at_url|keys_url|avatar_url/);
  await on.pass(hour);
  expect(picture(on.repository)).toEqual(expected);
  on.github.requests.length = 0;
  await on.sweep();
  expect(on.github.requests.filter(({ path }) => /deliveries\/\d+$/.test(path))).toEqual([]);
});

test('what is older than the App is listed once, in one place, until it moves or is deployed', async () => {
  const on = await scene({ installed: false });
  const heads = new Map<string, string>();
  for (const number of [1, 2, 3]) {
    const old = `hotfix/INCIDENT-${number}-old`;
    const files = { 'src/payment.ts': `export const timeout = ${number};\n` };
    heads.set(old, await on.repository.as('ada').push(old, { from: 'main', files, message: 'Fix' }));
  }
  await on.pass(72 * hour);
  on.github.install('acme');
  await on.rest();
  await on.sweep();
  await on.pass(72 * hour);
  expect(on.repository.pulls).toEqual([]);
  expect(on.repository.state.checkRuns).toEqual([]);
  expect(breachesIn(on.repository).map(({ title }) => title)).toEqual([
    'Hotfix branches from before hotfix-policy',
  ]);
  const [issue] = breachesIn(on.repository);
  for (const [old] of heads) expect(issue?.body).toContain(`\`${old}\``);
  on.github.requests.length = 0;
  await on.sweep();
  expect(on.writes()).toEqual([]);

  await on.push('hotfix/INCIDENT-1-old', 'export const timeout = 11;\n');
  expect(on.checks((await on.repository.head('hotfix/INCIDENT-1-old')) ?? '')).toHaveLength(1);
  await on.deploy(heads.get('hotfix/INCIDENT-2-old') ?? '', 'hotfix/INCIDENT-2-old');
  expect(on.repository.pulls.map(({ pull }) => pull?.head)).toEqual(['hotfix/INCIDENT-2-old']);
  await on.repository.as('ada').deleteBranch('hotfix/INCIDENT-3-old');
  await on.sweep();
  expect(issue?.state).toBe('closed');
  expect(breachesIn(on.repository)).toHaveLength(1);
});

test('a comparison of what has not changed costs next to nothing', async () => {
  const on = await scene();
  for (const name of ['quiet-1', 'quiet-2', 'quiet-3']) await on.github.repository(`acme/${name}`);
  await on.deploy(await on.push());
  await on.sweep();
  await on.sweep();
  on.github.requests.length = 0;
  await on.sweep();
  const asked = on.github.requests.map(({ path }) => path.replace(/^\/repos\/acme\//, ''));
  expect(asked.filter((path) => path.startsWith('quiet'))).toEqual([]);
  expect(asked.length).toBeLessThan(18);
  expect(on.writes()).toEqual([]);
});

test('the trouble of one repository does not keep the others from being compared', async () => {
  const on = await scene();
  const other = await on.github.repository('acme/other');
  on.github.wire.url = null;
  const sha = await other
    .as('ada')
    .push('hotfix/INCIDENT-9-other', { from: 'main', files: { 'a.ts': 'a\n' }, message: 'Fix' });
  on.github.faults.add({ path: /checkout-service/, status: 500, times: 50 });
  await on.sweep();
  on.github.faults.clear();
  expect(other.checkRuns(sha)).toHaveLength(1);
});

test('repositories that came, moved, were renamed or went away unseen are known afterwards', async () => {
  const on = await scene();
  const { url } = on.github.wire;
  const sha = await on.push();
  on.github.wire.url = null;
  on.repository.rename('till');
  on.github.wire.url = url;
  await on.sweep();
  await on.deploy(sha);
  expect(on.repository.pulls).toHaveLength(1);

  on.github.wire.url = null;
  const [installation] = on.github.hub.installations.splice(0, 1);
  await on.sweep();
  on.github.requests.length = 0;
  await on.pass(30 * hour);
  expect(on.writes()).toEqual([]);

  // Installed anew, it has another id.
  if (installation) on.github.hub.installations.push({ ...installation, id: installation.id + 1_000_000 });
  await on.sweep();
  on.github.wire.url = url;
  expect(on.pull().labels).toContain('hotfix: overdue');
});

test('a hotfix leads to its review also where its deploy was found by the comparison', async () => {
  const on = await scene();
  const sha = await on.push();
  await on.repository.as('ada').openPull({ head: branch });
  await on.rest();
  await on.pass(hour / 3);
  on.github.wire.hold();
  await on.deploy(sha);
  on.github.wire.release(() => []);
  await on.pass(hour / 3);
  await on.sweep();
  await on.pass(3 * hour);
  expect(on.checks(sha)[0]?.summary).toContain('- **Review:** [#2]');
  expect(on.pull().comments[0]?.body).toContain('- **Review:** [#2]');
});
