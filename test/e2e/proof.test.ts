/** Whether the fix is on the target, and stays there: as people on GitHub see it told. */
import { breachesIn } from '../support/breaches.ts';
import { branch, hour, type Scene, scene } from './scene.ts';

const file = 'src/payment.ts';
const before = 'export const timeout = 1;\n';
const fix = 'export const timeout = 30;\n';

const bypasses = (on: { repository: { issues: { title: string; state: string; body: string }[] } }) =>
  breachesIn(on.repository).filter(({ title }) => title.startsWith('Bypassed'));

/**
 * What GitHub was asked about the code since then, by the kind of what it was asked for. The review's own issue is read
 * before it is written to, whatever becomes of the fix.
 */
const askedSince = (on: Pick<Scene, 'github'>, since: number): string[] =>
  on.github.requests
    .slice(since)
    .filter((one) => one.method === 'GET')
    .map((one) => one.path.split('/repos/acme/checkout-service/')[1]?.split('/')[0] ?? 'the repository')
    // Whose name it is may be asked before anything else is.
    .filter((kind) => kind !== 'issues' && kind !== 'the repository');

/** Pushed, deployed, and brought to `main` by its backfill. */
async function merged(method: 'merge' | 'squash' | 'rebase' = 'squash', deleteBranchOnMerge = false) {
  const on = await scene({ deleteBranchOnMerge });
  const sha = await on.push();
  await on.deploy(sha);
  await on.pass(hour);
  const merge = await on.repository.as('grace').mergePull(on.pull().number, method);
  await on.rest();
  await on.pass(hour);
  const main = async (content: string, message: string): Promise<string> => {
    const made = await on.repository.as('bob').push('main', { files: { [file]: content }, message });
    await on.rest();
    await on.pass(11_000);
    return made;
  };
  return { ...on, sha, merge, main };
}

test.each(['merge', 'squash', 'rebase'] as const)(
  'a %s of its backfill asks nothing of GitHub, ends it, and nothing more is said',
  async (method) => {
    const on = await scene({ deleteBranchOnMerge: true });
    const sha = await on.push();
    await on.deploy(sha);
    await on.pass(hour);
    const asked = on.github.requests.length;
    await on.repository.as('grace').mergePull(on.pull().number, method);
    await on.rest();
    expect(on.checks(sha)).toMatchObject([{ status: 'completed', conclusion: 'success' }]);
    await on.pass(hour);
    expect(on.checks(sha)).toMatchObject([{ conclusion: 'success' }]);
    expect(askedSince(on, asked)).toEqual([]);
    await on.pass(48 * hour);
    expect(breachesIn(on.repository)).toEqual([]);
    expect(on.pull().comments).toMatchObject([{ body: expect.stringContaining('Done') }]);
  },
);

test('where the hotfix began is asked once, at its first push', async () => {
  const on = await scene();
  const compared = (): number => on.github.requests.filter((one) => one.path.includes('/compare/')).length;
  await on.push();
  expect(compared()).toBe(1);
  await on.push(branch, 'export const timeout = 60;\n');
  await on.pass(hour);
  expect(compared()).toBe(1);
});

test.each([
  ['squash', false],
  ['squash', true],
  ['merge', true],
] as const)(
  'a %s that is reverted is owed again, and a revert of the revert ends that (branch deleted: %s)',
  async (method, deleted) => {
    const on = await merged(method, deleted);
    const asked = on.github.requests.length;
    const revert = await on.main(before, `Revert "Fix"\n\nThis reverts commit ${on.merge}.`);
    // Of a branch that is gone, it is asked first whether it is back.
    const gone = ['pulls', 'git', 'git', 'pulls'];
    expect(askedSince(on, asked)).toEqual(['compare', 'compare', ...(deleted ? gone : [])]);
    expect(on.checks(on.sha)).toMatchObject([
      { conclusion: 'failure', title: `Reverted by ${revert.slice(0, 7)}` },
    ]);
    const said = on.pull().comments.filter((one) => one.body.includes('reverted it'));
    expect(said).toHaveLength(2);
    expect(said[1]?.body).toContain(`git revert ${revert}`);
    expect(breachesIn(on.repository)).toHaveLength(0);

    await on.pass(23 * hour);
    expect(breachesIn(on.repository)).toHaveLength(0);
    await on.pass(2 * hour);
    expect(breachesIn(on.repository)).toMatchObject([{ state: 'open' }]);

    await on.main(fix, `Revert "Revert"\n\nThis reverts commit ${revert}.`);
    expect(on.checks(on.sha)).toMatchObject([{ conclusion: 'success' }]);
    expect(breachesIn(on.repository)).toMatchObject([{ state: 'closed' }]);
    expect(on.pull().comments.filter((one) => one.body.includes('hotfix-policy:status'))).toHaveLength(1);
    expect(on.repository.pulls).toHaveLength(1);
  },
);

test('a fix that is taken away without a word is owed again too', async () => {
  const on = await merged('squash');
  await on.main(before, 'Refactor payments');
  expect(on.checks(on.sha)).toMatchObject([{ conclusion: 'failure', title: 'Taken back from main' }]);
});

test('a later edit of the same line changes nothing, and neither does work elsewhere', async () => {
  const on = await merged('squash');
  const asked = on.github.requests.length;
  await on.repository.as('bob').push('main', { files: { 'README.md': '# More\n' } });
  await on.rest();
  await on.pass(hour);
  expect(on.github.requests).toHaveLength(asked);
  await on.main('export const timeout = 45;\n', 'Tune it');
  expect(on.checks(on.sha)).toMatchObject([{ conclusion: 'success' }]);
  expect(on.pull().comments).toHaveLength(1);
});

test('squashed by hand is done, without a pull request of its own', async () => {
  const on = await scene({ policy: 'backfill: {open-after: 2h}\n' });
  const sha = await on.push();
  const asked = on.github.requests.length;
  await on.repository.as('bob').push('main', { files: { [file]: fix }, message: 'The same by hand' });
  await on.rest();
  await on.pass(11_000);
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'success', title: 'Done: on main' }]);
  expect(askedSince(on, asked)).toEqual(['compare', 'compare', 'commits', 'pulls']);
  await on.pass(48 * hour);
  expect(on.repository.pulls).toHaveLength(0);
  expect(bypasses(on)).toHaveLength(1);
  expect(breachesIn(on.repository)).toHaveLength(1);
});

test('half of it is owed, and the check run says which half', async () => {
  const on = await scene({ files: { 'src/retry.ts': 'export const retries = 0;\n' } });
  await on.push();
  const sha = await on.repository
    .as('ada')
    .push(branch, { files: { 'src/retry.ts': 'export const retries = 3;\n' }, message: 'Retry as well' });
  await on.rest();
  await on.repository.as('bob').push('main', { files: { [file]: fix }, message: 'Half of it' });
  await on.rest();
  await on.pass(11_000);
  const [check] = on.checks(sha);
  expect(check).toMatchObject({ conclusion: null });
  expect(check?.summary).toContain('Part of it is on `main` already');
  expect(check?.summary).toContain('Retry as well');
});

test('a commit pushed after the merge and deployed is not covered by it', async () => {
  const on = await merged('merge');
  const late = await on.push(branch, 'export const timeout = 60;\n');
  await on.main('export const timeout = 30;\nexport const more = 1;\n', 'Work');
  expect(on.checks(late)).toMatchObject([{ conclusion: 'neutral' }]);
  await on.deploy(late);
  expect(on.repository.pulls).toHaveLength(2);
});

test('while GitHub does not answer, nothing is said, opened or closed', async () => {
  const on = await merged('squash');
  const comments = on.pull().comments.length;
  on.github.faults.add({ method: 'GET', path: /\/compare\//, status: 502, times: 1000 });
  await on.main(before, `Revert "Fix"\n\nThis reverts commit ${on.merge}.`);
  await on.pass(hour);
  expect(on.checks(on.sha)).toMatchObject([{ conclusion: 'success' }]);
  expect(on.pull().comments).toHaveLength(comments);
  on.github.faults.clear();
  await on.pass(hour);
  expect(on.checks(on.sha)).toMatchObject([{ conclusion: 'failure' }]);
});

test('a default branch that is renamed has the fix as it had it before', async () => {
  const on = await merged('squash');
  await on.repository.as('bob').pointBranch('trunk', 'main');
  on.repository.renameDefaultBranch('trunk');
  await on.rest();
  await on.pass(48 * hour);
  expect(on.checks(on.sha)).toMatchObject([{ conclusion: 'success' }]);
  expect(on.repository.pulls).toHaveLength(1);
  expect(breachesIn(on.repository)).toHaveLength(0);
});

test('what came past the full pipeline is done, and told once', async () => {
  const on = await scene();
  const sha = await on.push();
  await on.repository.as('ada').pointBranch('main', sha);
  await on.rest();
  await on.pass(11_000);
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'success' }]);
  expect(bypasses(on)).toMatchObject([{ state: 'open' }]);
  await on.repository.as('grace').closeIssue(bypasses(on).length);
  await on.repository.as('bob').push('main', { files: { [file]: 'export const timeout = 45;\n' } });
  await on.rest();
  await on.pass(48 * hour);
  expect(bypasses(on)).toMatchObject([{ state: 'closed' }]);
});

test('what came by the pull request of another branch did not come past it', async () => {
  const on = await scene({ policy: 'backfill: {open-after: 2h}\n' });
  const sha = await on.push();
  await on.repository.as('bob').pointBranch('rescue', sha);
  const number = await on.repository.as('bob').openPull({ head: 'rescue' });
  await on.repository.as('grace').mergePull(number, 'squash');
  await on.rest();
  await on.pass(48 * hour);
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'success' }]);
  expect(on.checks(sha)[0]?.summary).toContain(`#${number}`);
  expect(breachesIn(on.repository)).toHaveLength(0);
});

describe('merged although a required check had failed', () => {
  async function red() {
    const on = await scene();
    on.repository.protect('main', ['full-ci']);
    const sha = await on.push();
    await on.deploy(sha);
    await on.repository.automation.check({ sha, name: 'full-ci', conclusion: 'failure' });
    await on.rest();
    return { ...on, sha };
  }

  test('is told', async () => {
    const on = await red();
    await on.repository.as('grace').mergePull(on.pull().number);
    await on.rest();
    await on.pass(hour);
    expect(on.checks(on.sha)).toMatchObject([{ conclusion: 'success' }]);
    expect(bypasses(on)).toHaveLength(1);
    expect(bypasses(on)[0]?.body).toContain('full-ci');
  });

  test('is not said where it was green by then, and that is told late', async () => {
    const on = await red();
    on.github.wire.hold();
    await on.repository.automation.check({ sha: on.sha, name: 'full-ci', conclusion: 'success' });
    await on.repository.as('grace').mergePull(on.pull().number);
    on.github.wire.release((held) => [...held].reverse());
    await on.rest();
    await on.pass(hour);
    expect(bypasses(on)).toHaveLength(0);
  });
});
