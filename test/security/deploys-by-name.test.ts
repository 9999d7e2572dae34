/** Which commit was deployed counts, and how it is named does not: anybody who may write can name a tag like a branch. */
import { branch, hour, type Scene, scene } from '../e2e/scene.ts';
import { breachesIn } from '../support/breaches.ts';

const rogues = (on: Scene) => breachesIn(on.repository).filter(({ title }) => title.startsWith('Rogue'));

/** A commit that no pull request and no hotfix brought. */
function quick(on: Scene): Promise<string> {
  return on.repository.as('eve').push('feature/quick', { from: 'main', files: { 'quick.ts': 'quick\n' } });
}

test.each([
  ['a tag that is named like a hotfix branch', 'hotfix/INCIDENT-9-quick'],
  ['the full ref of a branch that is not there', 'refs/heads/hotfix/INCIDENT-9-quick'],
  ['the name of a hotfix branch that is there, and has another commit', branch],
])('a writer cannot hide a rogue deploy behind %s', async (_, ref) => {
  const on = await scene();
  const fix = await on.push();
  const sha = await quick(on);
  await on.deploy(sha, ref);
  await on.pass(hour);
  expect(rogues(on)).toMatchObject([{ state: 'open' }]);
  expect(rogues(on)[0]?.body).toContain(sha.slice(0, 7));
  // Nor is it a deploy of the hotfix.
  expect(on.checks(fix)[0]?.summary).not.toContain(sha.slice(0, 7));
});

test('a writer cannot end the breach by another deploy under such a name', async () => {
  const on = await scene();
  await on.push();
  await on.deploy(await quick(on), 'feature/quick');
  await on.pass(hour);
  const next = await on.repository.as('eve').push('feature/quick', { files: { 'quick.ts': 'again\n' } });
  await on.deploy(next, 'hotfix/INCIDENT-9-quick');
  await on.pass(hour);
  expect(rogues(on)).toMatchObject([{ state: 'open' }]);
});

test('a deploy whose push was lost is found to be of the hotfix all the same', async () => {
  const on = await scene();
  await on.push();
  on.github.wire.hold();
  const next = await on.repository.as('ada').push(branch, { files: { 'src/payment.ts': 'second\n' } });
  on.github.wire.release(() => []);
  await on.deploy(next);
  await on.pass(hour);
  expect(rogues(on)).toEqual([]);
  expect(on.repository.pulls).toHaveLength(1);
  expect(on.checks(next)).toHaveLength(1);
});
