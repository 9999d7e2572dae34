/** What looks done on GitHub and is not: the check run must not be green while the target lacks what production runs. */
import { breachesIn } from '../support/breaches.ts';
import { branch, hour, type Scene, scene } from './scene.ts';

const file = 'src/payment.ts';
const before = 'export const timeout = 1;\n';
const fix = 'export const timeout = 30;\n';
const other = 'export const timeout = 5;\n';
const who = { name: 'grace', email: 'grace@example.com', at: new Date() };

/** Pushed, deployed, and with its pull request open. */
async function opened() {
  const on = await scene({ files: { 'src/other.ts': 'other\n' } });
  const sha = await on.push();
  await on.deploy(sha);
  await on.pass(hour);
  const start = (await on.repository.head('main')) ?? '';
  return { on, sha, start };
}

async function merged(method: 'merge' | 'squash' = 'squash') {
  const made = await opened();
  await made.on.repository.as('grace').mergePull(made.on.pull().number, method);
  await settle(made.on);
  return made;
}

async function settle(on: Scene, time = hour): Promise<void> {
  await on.rest();
  await on.pass(time);
}

/** A merge commit made by hand: the first parent with these changes, whatever the second one has. */
async function mergeByHand(on: Scene, parents: [string, string], files: Record<string, string>) {
  const { git } = on.repository.state;
  const [first, second] = [await git.resolve(parents[0]), await git.resolve(parents[1])];
  return git.commitChanges([first ?? '', second ?? ''], files, 'Merge branch', who);
}

function expectOwed(on: Scene, sha: string, title: string): void {
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'failure', title: expect.stringContaining(title) }]);
}

const missing = 'issing on main';

test('a merge that kept nothing of it closes the pull request, and is no proof', async () => {
  const { on, sha } = await opened();
  await on.repository.as('grace').pointBranch('main', await mergeByHand(on, ['main', branch], {}));
  await settle(on);
  expect(on.pull().pull?.merged).not.toBeNull();
  expectOwed(on, sha, missing);
  await on.pass(48 * hour);
  expect(breachesIn(on.repository)).toMatchObject([{ state: 'open' }]);
  expect(on.repository.pulls).toHaveLength(1);
});

test('a conflict that was resolved against it is no proof', async () => {
  const { on, sha } = await opened();
  await on.repository.as('bob').push('main', { files: { [file]: other } });
  await on.rest();
  await on.repository.as('grace').pointBranch('main', await mergeByHand(on, ['main', branch], {}));
  await settle(on);
  expectOwed(on, sha, missing);
});

test('a merge by hand that has all of it is one', async () => {
  const { on, sha } = await opened();
  const made = await mergeByHand(on, ['main', branch], { [file]: fix });
  await on.repository.as('grace').pointBranch('main', made);
  await settle(on);
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'success' }]);
});

test.each(['merge', 'squash'] as const)(
  'a target that is forced back behind its %s lacks it',
  async (method) => {
    const { on, sha, start } = await merged(method);
    await on.repository.as('bob').forcePush('main', { from: start, files: { 'src/other.ts': 'more\n' } });
    await settle(on);
    expectOwed(on, sha, missing);
  },
);

test('a branch that dropped it while it merged the target brings that with it', async () => {
  const { on, sha, start } = await merged();
  const bob = on.repository.as('bob');
  await bob.push('feature', { from: start, files: { 'src/feature.ts': 'feature\n' } });
  await bob.pointBranch('feature', await mergeByHand(on, ['feature', 'main'], {}));
  const number = await bob.openPull({ head: 'feature' });
  await bob.mergePull(number, 'merge');
  await settle(on);
  expectOwed(on, sha, 'Taken back from main');
});

test('ordinary pull requests of others, merged by the button, cost nothing', async () => {
  const { on } = await merged();
  const asked = on.github.requests.length;
  const bob = on.repository.as('bob');
  await bob.push('feature', { from: 'main', files: { 'src/feature.ts': 'feature\n' } });
  await bob.mergePull(await bob.openPull({ head: 'feature' }), 'merge');
  await settle(on);
  expect(on.github.requests).toHaveLength(asked);
});

test('what was taken back does not become done by the next change of the line', async () => {
  const { on, sha } = await merged();
  const bob = on.repository.as('bob');
  await bob.push('main', { files: { [file]: before }, message: 'Refactor' });
  await bob.push('main', { files: { [file]: 'export const timeout = 2;\n' }, message: 'Tune' });
  await settle(on);
  expectOwed(on, sha, 'Taken back from main');
});

test('merged, reverted, and merged again: git brings only what is new', async () => {
  const { on, sha } = await opened();
  const merge = await on.repository.as('grace').mergePull(on.pull().number, 'merge');
  await settle(on);
  const bob = on.repository.as('bob');
  await bob.push('main', { files: { [file]: before }, message: `Revert\n\nThis reverts commit ${merge}.` });
  await settle(on);
  expectOwed(on, sha, 'Reverted');
  const late = await on.repository.as('ada').push(branch, { files: { 'src/log.ts': 'log\n' } });
  await on.rest();
  await on.deploy(late);
  const number = await on.repository.as('ada').openPull({ head: branch });
  await on.repository.as('grace').mergePull(number, 'merge');
  await settle(on);
  expectOwed(on, late, missing);
});

describe('a branch that took the target in, and went on', () => {
  /** Merged once, gone on from what the target was by then, deployed, and merged again. */
  async function twice(goOn: (on: Scene) => Promise<void>, content: Record<string, string>) {
    const { on } = await merged('merge');
    await goOn(on);
    await on.rest();
    const late = await on.repository.as('ada').push(branch, { files: content, message: 'More of it' });
    await on.rest();
    await on.deploy(late);
    await settle(on);
    const [, backfill] = on.repository.pulls;
    await on.repository.as('grace').mergePull(backfill?.number ?? 0, 'merge');
    await settle(on);
    expect(on.checks(late)).toMatchObject([{ conclusion: 'success' }]);
    return { on, late };
  }

  type Way = [string, (on: Scene) => Promise<void>];
  const ways: [Way, ...Way[]] = [
    [
      'by a merge',
      async (on) => {
        await on.repository.as('bob').push('main', { files: { 'src/other.ts': 'work\n' } });
        await on.repository.as('ada').pointBranch(branch, await mergeByHand(on, [branch, 'main'], {}));
      },
    ],
    [
      'by a rebase',
      async (on) => on.repository.as('ada').pointBranch(branch, (await on.repository.head('main')) ?? ''),
    ],
    [
      'by beginning anew',
      async (on) => {
        await on.repository.as('ada').deleteBranch(branch);
        await settle(on);
        await on.repository.as('ada').pointBranch(branch, (await on.repository.head('main')) ?? '');
      },
    ],
  ];

  test.each(ways)('%s: what came with its first merge is not to be taken back unseen', async (_, goOn) => {
    const { on, late } = await twice(goOn, { 'src/log.ts': 'log\n' });
    await on.repository.as('bob').push('main', { files: { [file]: before }, message: 'Refactor' });
    await settle(on);
    expectOwed(on, late, 'Taken back from main');
    await on.repository.as('bob').push('main', { files: { [file]: fix }, message: 'Bring it back' });
    await settle(on);
    expect(on.checks(late)).toMatchObject([{ conclusion: 'success' }]);
  });

  test('what it changed itself since then may be as it was', async () => {
    const { on, late } = await twice(ways[0][1], { [file]: before, 'src/log.ts': 'log\n' });
    await on.repository.as('bob').push('main', { files: { 'src/log.ts': 'log\nmore\n' } });
    await settle(on);
    expect(on.checks(late)).toMatchObject([{ conclusion: 'success' }]);
  });

  test('what it tuned since then is gone where all of it is', async () => {
    const { on, late } = await twice(ways[0][1], { [file]: other });
    await on.repository.as('bob').push('main', { files: { [file]: before }, message: 'Refactor' });
    await settle(on);
    expectOwed(on, late, 'Taken back from main');
  });
});

describe('a deployed commit that the branch went on from', () => {
  test('is not done where a later commit took it back', async () => {
    const { on } = await opened();
    const files = { [file]: before, 'src/other.ts': 'log\n' };
    const head = await on.repository.as('ada').push(branch, { files, message: 'Rather log' });
    await on.rest();
    await on.repository.as('grace').mergePull(on.pull().number, 'squash');
    await settle(on);
    expectOwedUntilReplaced(on, head);
    await on.deploy((await on.repository.head('main')) ?? '', 'main');
    await settle(on);
    expect(on.checks(head)).toMatchObject([{ conclusion: 'success' }]);
  });

  function expectOwedUntilReplaced(on: Scene, head: string): void {
    expect(on.checks(head)).toMatchObject([
      { conclusion: null, title: expect.stringContaining('which is not on main') },
    ]);
    expect(on.repository.pulls).toHaveLength(1);
  }

  test('is done where later commits only added to it', async () => {
    const { on } = await opened();
    const head = await on.repository.as('ada').push(branch, { files: { 'src/test.ts': 'test\n' } });
    await on.rest();
    await on.repository.as('grace').mergePull(on.pull().number, 'squash');
    await settle(on);
    expect(on.checks(head)).toMatchObject([{ conclusion: 'success' }]);
  });

  test('is owed where something else changed the same line, after it was forced away', async () => {
    const { on, start } = await opened();
    await on.repository.as('bob').push('main', { files: { [file]: other } });
    await on.rest();
    const files = { 'src/other.ts': 'log\n' };
    const head = await on.repository.as('ada').forcePush(branch, { from: start, files });
    await settle(on);
    await on.repository.as('grace').mergePull(on.pull().number, 'squash');
    await settle(on);
    expect(on.checks(head)).not.toMatchObject([{ conclusion: 'success' }]);
  });
});

describe('going back to an earlier deploy', () => {
  test('is shown, and owes nothing by itself', async () => {
    const on = await scene();
    const good = (await on.repository.head('main')) ?? '';
    await on.deploy(good, 'main');
    const sha = await on.push();
    await on.deploy(sha);
    await on.deploy(good, 'main');
    await settle(on);
    const [status] = on.pull().comments;
    expect(status?.body).toContain(`[rollback, succeeded]`);
    expect(status?.body).toContain(good.slice(0, 7));
    await on.repository.as('grace').mergePull(on.pull().number, 'squash');
    await settle(on);
    expect(on.checks(sha)).toMatchObject([{ conclusion: 'success' }]);
    // Long after the merge.
    await on.deploy(sha);
    await settle(on, 48 * hour);
    expect(on.checks(sha)).toMatchObject([{ conclusion: 'success' }]);
    expect(breachesIn(on.repository)).toHaveLength(0);
  });

  test('to a head that the branch was forced away from owes nothing either', async () => {
    const { on, start, sha } = await opened();
    const files = { [file]: 'export const timeout = 60;\n' };
    const head = await on.repository.as('ada').forcePush(branch, { from: start, files });
    await on.rest();
    await on.deploy(head);
    await on.repository.as('grace').mergePull(on.pull().number, 'squash');
    await settle(on);
    await on.deploy(sha);
    await settle(on, 48 * hour);
    expect(on.checks(head)).toMatchObject([{ conclusion: 'success' }]);
    expect(breachesIn(on.repository)).toHaveLength(0);
  });
});
