/** What GitHub remembers makes good what was never told, or told and forgotten. */
import { picture } from '../support/picture.ts';
import { hour, type Scene, scene } from './scene.ts';

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
  await on.repository.as('grace').mergePull(1);
  await on.rest();
  expect(on.repository.issues.map(({ state }) => state)).toEqual(['closed']);
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
  on.repository.as('carol').comment(1, '/hotfix extend 12h waiting for the vendor');
  on.repository.as('bob').comment(1, '/hotfix waive I do not like it');
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
  expect(on.repository.issues).toEqual([]);
  await on.pass(12 * hour);
  expect(on.repository.issues.map(({ state }) => state)).toEqual(['open']);

  on.github.wire.url = null;
  await on.repository.as('grace').mergePull(1);
  on.github.wire.url = url;
  await on.sweep();
  expect(on.repository.issues.map(({ state }) => state)).toEqual(['closed']);
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
  await on.pass(hour);
  expect(picture(on.repository)).toEqual(expected);
  on.github.requests.length = 0;
  await on.sweep();
  expect(on.github.requests.filter(({ path }) => /deliveries\/\d+$/.test(path))).toEqual([]);
});
