/** What became of a hotfix, told from its history alone: each of these is made with real commits. */
import { history, hotfix, lines, payment } from '../support/history.ts';

const fixed = { 10: 'line 10, fixed' };
const both = { 10: 'line 10, fixed', 20: 'line 20, fixed too' };
const there = { kind: 'there', edited: false };

async function oneCommit() {
  const it = await history();
  const sha = await it.fix({ [payment]: lines(fixed) });
  return { it, sha };
}

/** Two commits in two places of one file. */
async function twoCommits() {
  const it = await history();
  const first = await it.fix({ [payment]: lines(fixed) }, 'Fix the first half');
  const second = await it.fix({ [payment]: lines(both) }, 'Fix the second half');
  return { it, first, second };
}

describe('every way to the target', () => {
  test('nothing came yet', async () => {
    const { it } = await oneCommit();
    await it.commit('main', { 'src/other.ts': lines({ 1: 'x' }) });
    expect(await it.search()).toEqual({ verdict: { kind: 'not-there' }, calls: 2 });
  });

  test('a merge commit', async () => {
    const { it } = await twoCommits();
    const merge = await it.merge('merge');
    expect(await it.search()).toMatchObject({ verdict: { ...there, by: merge }, calls: 2 });
  });

  test('a fast-forward', async () => {
    const { it, second } = await twoCommits();
    await it.repository.as('grace').pointBranch('main', second);
    expect(await it.verdict()).toMatchObject({ ...there, by: second });
  });

  test('one commit, squashed', async () => {
    const { it } = await oneCommit();
    await it.merge('squash');
    expect(await it.search()).toMatchObject({ verdict: there, calls: 2 });
  });

  test('two commits, squashed', async () => {
    const { it } = await twoCommits();
    await it.merge('squash');
    expect(await it.verdict()).toMatchObject(there);
  });

  test('rebased, or picked one by one', async () => {
    const { it } = await twoCommits();
    await it.main({ 40: 'the last line' });
    await it.merge('rebase');
    expect(await it.verdict()).toMatchObject(there);
  });

  test('through a merge queue, together with other work', async () => {
    const { it } = await twoCommits();
    await it.commit('feature', { 'src/feature.ts': 'new\n', 'src/other.ts': lines({ 30: 'y' }) });
    await it.merge('merge', 'Merge #8', 'queue', 'feature').catch(() => undefined);
    await it.repository.as('grace').pointBranch('queue', 'feature');
    await it.merge('squash', 'Fix (#7)', 'queue');
    await it.repository.as('grace').pointBranch('main', 'queue');
    expect(await it.verdict()).toMatchObject(there);
  });

  test('by a pull request of another branch with the same commits', async () => {
    const { it, second } = await twoCommits();
    await it.repository.as('bob').pointBranch('rescue', second);
    const number = await it.repository.as('bob').openPull({ head: 'rescue' });
    await it.repository.as('grace').mergePull(number, 'squash');
    expect(await it.verdict()).toMatchObject(there);
  });

  test('into the wrong branch, and from there to the target', async () => {
    const { it } = await oneCommit();
    await it.repository.as('bob').pointBranch('develop', 'main');
    const merge = await it.merge('merge', 'Merge into develop', 'develop');
    expect(await it.verdict()).toEqual({ kind: 'not-there' });
    await it.commit('develop', { 'src/more.ts': 'more\n' });
    await it.merge('squash', 'Release develop', 'main', 'develop');
    expect(await it.verdict({ arrivedBy: [] })).toMatchObject(there);
    expect(merge).toHaveLength(40);
  });

  test('to a target that was renamed', async () => {
    const { it } = await oneCommit();
    await it.merge('squash');
    await it.repository.as('bob').pointBranch('trunk', 'main');
    await it.repository.as('bob').deleteBranch('main');
    expect(await it.verdict({ target: 'trunk' })).toMatchObject(there);
  });
});

describe('later changes of the target', () => {
  test('squashed, then edited elsewhere', async () => {
    const { it } = await twoCommits();
    await it.merge('squash');
    await it.main({ ...both, 35: 'edited later' });
    // With two commits, each is read too: the target might have the one without the other.
    expect(await it.search()).toMatchObject({ verdict: there, calls: 4 });
  });

  test('squashed, then the next line edited', async () => {
    const { it } = await twoCommits();
    await it.merge('squash');
    await it.main({ ...both, 11: 'edited later' });
    expect(await it.verdict()).toMatchObject(there);
  });

  test.each(['squash', 'merge', 'rebase'] as const)('%s, then the same line edited', async (method) => {
    const { it } = await twoCommits();
    await it.merge(method);
    await it.main({ ...both, 10: 'line 10, fixed better' });
    expect(await it.verdict()).toMatchObject({ kind: 'there', edited: true });
  });

  test('merged by its pull request, then the same line edited', async () => {
    const { it } = await twoCommits();
    const number = await it.repository.as('bob').openPull({ head: hotfix });
    const merge = await it.repository.as('grace').mergePull(number, 'squash');
    await it.main({ ...both, 10: 'line 10, fixed better' });
    expect(await it.verdict({ arrivedBy: [merge], pulls: [number] })).toEqual({
      kind: 'there',
      by: merge,
      edited: true,
    });
  });

  test.each(['squash', 'merge'] as const)('%s, then reverted', async (method) => {
    const { it } = await twoCommits();
    const merge = await it.merge(method);
    const revert = await it.revert(merge, {});
    expect(await it.verdict()).toMatchObject({ kind: 'reverted', by: { sha: revert }, files: [payment] });
    expect(await it.verdict({ arrivedBy: [merge] })).toMatchObject({ kind: 'reverted', by: { sha: revert } });
  });

  test('reverted by the button of GitHub', async () => {
    const { it } = await twoCommits();
    const number = await it.repository.as('bob').openPull({ head: hotfix });
    const merge = await it.repository.as('grace').mergePull(number, 'squash');
    const revert = await it.main({}, `Revert "Fix" (#9)\n\nReverts acme/checkout-service#${number}`);
    expect(await it.verdict({ arrivedBy: [merge], pulls: [number] })).toMatchObject({
      kind: 'reverted',
      by: { sha: revert },
    });
  });

  test('taken back by a commit that does not say so', async () => {
    const { it } = await twoCommits();
    const merge = await it.merge('squash');
    await it.main({ 35: 'edited later' }, 'Refactor');
    expect(await it.verdict({ arrivedBy: [merge] })).toMatchObject({ kind: 'reverted', by: null });
    expect(await it.verdict()).toMatchObject({ kind: expect.stringMatching(/^(not-there|reverted)$/) });
  });

  test('reverted, and then changed in the same place', async () => {
    const { it } = await oneCommit();
    const merge = await it.merge('squash');
    await it.revert(merge, {});
    await it.main({ 10: 'something else altogether' });
    expect(await it.verdict({ arrivedBy: [merge] })).toMatchObject({ kind: 'reverted' });
    expect(await it.verdict()).toMatchObject({ kind: 'reverted' });
  });

  test('reverted, and the revert reverted', async () => {
    const { it } = await twoCommits();
    const merge = await it.merge('squash');
    const revert = await it.revert(merge, {});
    const again = await it.revert(revert, both);
    expect(await it.verdict({ arrivedBy: [merge] })).toMatchObject(there);
    await it.main({ ...both, 10: 'line 10, fixed better' });
    expect(await it.verdict({ arrivedBy: [merge] })).toMatchObject({ kind: 'there', edited: true });
    await it.revert(again, {});
    expect(await it.verdict({ arrivedBy: [merge] })).toMatchObject({ kind: 'reverted' });
  });

  test('half of it reverted', async () => {
    const { it } = await twoCommits();
    const merge = await it.merge('merge');
    await it.main(fixed, 'Refactor');
    expect(await it.verdict({ arrivedBy: [merge] })).toMatchObject({ kind: 'reverted', by: null });
  });
});

describe('an incomplete fix', () => {
  test('only the first of two commits in one file', async () => {
    const { it, second } = await twoCommits();
    await it.main(fixed, 'Fix the first half');
    expect(await it.verdict()).toEqual({
      kind: 'partly',
      missing: [{ sha: second, subject: 'Fix the second half' }],
      files: [payment],
    });
  });

  test('only one of two files', async () => {
    const it = await history();
    await it.fix({ [payment]: lines(fixed) }, 'Fix payments');
    const second = await it.fix({ 'src/other.ts': lines(fixed) }, 'Fix the other');
    await it.main(fixed);
    expect(await it.verdict()).toEqual({
      kind: 'partly',
      missing: [{ sha: second, subject: 'Fix the other' }],
      files: ['src/other.ts'],
    });
  });

  test('adapted by hand', async () => {
    const { it } = await oneCommit();
    await it.main({ 10: 'line 10, fixed in another way' });
    expect(await it.verdict()).toEqual({ kind: 'unclear', files: [payment] });
  });

  test('squashed, and then a late commit on the hotfix', async () => {
    const { it } = await oneCommit();
    await it.merge('squash');
    const late = await it.fix({ [payment]: lines(both) }, 'One more thing');
    expect(await it.verdict()).toMatchObject({ kind: 'partly', missing: [{ sha: late }] });
  });

  test('merged with a merge that kept nothing of it', async () => {
    const { it } = await oneCommit();
    await it.mergeByHand({});
    expect(await it.verdict()).toEqual({ kind: 'not-there' });
  });

  test('merged with a conflict that was resolved against it', async () => {
    const { it } = await oneCommit();
    await it.main({ 10: 'line 10, changed on main' });
    await it.mergeByHand({});
    expect((await it.verdict()).kind).not.toBe('there');
  });

  test('merged with a conflict that was resolved by hand', async () => {
    const { it } = await oneCommit();
    await it.main({ 10: 'line 10, changed on main' });
    await it.mergeByHand({ [payment]: lines({ 10: 'line 10, changed on main and fixed' }) });
    expect(await it.verdict()).toMatchObject({ kind: 'there', edited: true });
  });

  test('the same change in another place', async () => {
    const it = await history({ [payment]: 'a\nx\nb\nc\nd\ne\nf\na\nx\nb\n' });
    await it.fix({ [payment]: 'a\ny\nb\nc\nd\ne\nf\na\nx\nb\n' });
    await it.commit('main', { [payment]: 'a\nx\nb\nc\nd\ne\nf\na\ny\nb\n' });
    expect((await it.verdict()).kind).not.toBe('there');
  });

  test('a hotfix of no commits', async () => {
    const it = await history();
    await it.repository.as('ada').pointBranch(hotfix, 'main');
    expect(await it.verdict()).toEqual({ kind: 'nothing' });
  });

  test('a hotfix whose commits cancel each other', async () => {
    const { it } = await oneCommit();
    await it.fix({ [payment]: lines() }, 'Take it back');
    expect(await it.verdict()).toEqual({ kind: 'nothing' });
  });
});

describe('files', () => {
  test('added, removed and renamed ones', async () => {
    const it = await history({ 'src/gone.ts': 'gone\n', 'src/old.ts': lines({ 1: 'old' }) });
    await it.fix({
      'src/added.ts': 'added\n',
      'src/gone.ts': null,
      'src/old.ts': null,
      'src/new.ts': lines({ 1: 'old' }),
    });
    expect(await it.verdict()).toEqual({ kind: 'not-there' });
    await it.merge('squash');
    expect(await it.verdict()).toMatchObject(there);
    await it.commit('main', { 'src/added.ts': null }, 'Remove it');
    expect((await it.verdict()).kind).not.toBe('there');
  });

  test('a file that the target renamed', async () => {
    const { it } = await oneCommit();
    await it.commit('main', { [payment]: null, 'src/pay.ts': lines() }, 'Rename');
    expect(await it.verdict()).toEqual({ kind: 'not-there' });
    await it.commit('main', { 'src/pay.ts': lines({ ...fixed, 30: 'and more' }) }, 'Fix it there');
    expect(await it.verdict()).toMatchObject(there);
  });

  test('binary ones', async () => {
    const it = await history();
    await it.fix({ 'logo.png': Buffer.from([0, 1, 2]) });
    expect(await it.verdict()).toEqual({ kind: 'not-there' });
    await it.merge('squash');
    expect(await it.verdict()).toMatchObject(there);
    await it.commit('main', { 'logo.png': Buffer.from([0, 9]) });
    expect((await it.verdict()).kind).toBe('there');
  });

  test('a binary one that the target has otherwise', async () => {
    const it = await history();
    await it.fix({ 'logo.png': Buffer.from([0, 1, 2]) });
    await it.commit('main', { 'logo.png': Buffer.from([0, 9]) });
    expect(await it.verdict()).toEqual({ kind: 'unclear', files: ['logo.png'] });
  });

  test('the end of a file, with and without its last line break', async () => {
    const it = await history({ [payment]: 'a\nb' });
    await it.fix({ [payment]: 'a\nb\n' });
    expect(await it.verdict()).toEqual({ kind: 'not-there' });
    await it.merge('squash');
    expect(await it.verdict()).toMatchObject(there);
  });

  test('more files on the target than GitHub lists', async () => {
    const { it } = await oneCommit();
    const many = Object.fromEntries(Array.from({ length: 320 }, (_, index) => [`a/${index}.ts`, 'new\n']));
    await it.commit('main', many);
    expect(await it.verdict()).toEqual({ kind: 'not-there' });
    await it.merge('squash');
    expect(await it.verdict()).toMatchObject(there);
    await it.main({});
    expect((await it.verdict()).kind).not.toBe('there');
  });

  test('more commits on the target than fit on a page', async () => {
    const { it } = await oneCommit();
    await it.work(120);
    const merge = await it.merge('squash');
    expect(await it.search()).toMatchObject({ verdict: there, calls: 2 });
    const revert = await it.revert(merge, {});
    expect(await it.verdict()).toMatchObject({ kind: 'reverted', by: { sha: revert } });
  });

  test('more files in the hotfix than GitHub lists', async () => {
    const it = await history();
    const many = Object.fromEntries(Array.from({ length: 320 }, (_, index) => [`a/${index}.ts`, 'new\n']));
    await it.fix(many);
    expect(await it.verdict()).toEqual({ kind: 'too-large' });
    await it.merge('squash');
    expect(await it.verdict()).toEqual({ kind: 'too-large' });
  });
});

describe('where the branch parted from the target', () => {
  test('is found from the merge, where nobody asked before it', async () => {
    const { it } = await twoCommits();
    await it.main({ 40: 'the last line' });
    const merge = await it.merge('merge');
    const search = { fork: null, arrivedBy: [merge] };
    expect(await it.verdict(search)).toMatchObject({ ...there, by: merge });
    await it.main({ 40: 'the last line' }, 'Take it back without a word');
    expect(await it.verdict(search)).toMatchObject({ kind: 'reverted' });
  });

  test('may be hidden for good: then the commits themselves have to do', async () => {
    const { it, second } = await twoCommits();
    await it.repository.as('grace').pointBranch('main', second);
    expect(await it.verdict({ fork: null })).toMatchObject(there);
    await it.revert(second, fixed);
    expect(await it.verdict({ fork: null })).toMatchObject({ kind: 'reverted' });
  });

  test('a hotfix that merged the target meanwhile', async () => {
    const { it } = await oneCommit();
    await it.main({ 30: 'line 30, changed on main' });
    await it.merge('merge', 'Merge main', hotfix, 'main');
    it.fork = (await it.repository.head('main')) ?? '';
    expect(await it.verdict()).toEqual({ kind: 'not-there' });
    await it.merge('squash');
    expect(await it.verdict()).toMatchObject(there);
  });

  test('commits that GitHub no longer has', async () => {
    const { it } = await oneCommit();
    expect(await it.verdict({ head: 'f'.repeat(40) })).toEqual({ kind: 'gone' });
  });
});

describe('a hotfix that began elsewhere', () => {
  const first = 'hotfix/INCIDENT-122-first';

  /** The first half is another hotfix's, and this one goes on from it. */
  async function onAnother() {
    const it = await history();
    const sha = await it.commit(first, { [payment]: lines(fixed) }, 'Fix the first half');
    await it.repository.as('ada').pointBranch(hotfix, sha);
    await it.fix({ [payment]: lines(both) }, 'Fix the second half');
    return { it, sha };
  }

  test('at another hotfix owes that one too, as long as it is not there', async () => {
    const { it, sha } = await onAnother();
    expect(await it.verdict()).toEqual({ kind: 'not-there' });
    await it.main({ 20: both[20] }, 'Fix the second half');
    expect(await it.verdict()).toMatchObject({ kind: 'partly', missing: [{ sha }] });
  });

  test('at another hotfix is there when both are, and taken back with the other', async () => {
    const { it } = await onAnother();
    const other = await it.merge('squash', 'The first', 'main', first);
    expect(await it.verdict()).toMatchObject({ kind: 'partly' });
    await it.merge('squash', 'The second');
    expect(await it.verdict()).toMatchObject(there);
    await it.revert(other, { 20: both[20] });
    expect(await it.verdict()).toMatchObject({ kind: expect.stringMatching(/^(reverted|partly)$/) });
  });

  test('at an old release of the target is judged from there', async () => {
    const { it } = await oneCommit();
    for (const n of [1, 2, 3]) await it.main({ 30: `release ${n}`, 11: `near it ${n}` });
    expect(await it.verdict()).toEqual({ kind: 'not-there' });
    await it.main({ 30: 'release 3', 11: 'near it 3', ...fixed }, 'Fix it');
    expect(await it.verdict()).toMatchObject(there);
  });

  test('at a release that the target lacks owes that as well', async () => {
    const it = await history();
    const sha = await it.commit('release', { 'src/version.ts': '1.2.1\n' }, 'Release 1.2.1');
    await it.repository.as('ada').pointBranch(hotfix, sha);
    await it.fix({ [payment]: lines(fixed) });
    await it.main(fixed, 'Pick it');
    expect(await it.verdict()).toMatchObject({ kind: 'partly', missing: [{ sha }] });
    await it.commit('main', { 'src/version.ts': '1.2.1\n' }, 'Pick the release');
    expect(await it.verdict()).toMatchObject(there);
  });
});

describe('a fix that comes by copying files', () => {
  test('over the old ones is there', async () => {
    const { it } = await twoCommits();
    await it.commit('main', { [payment]: lines(both), 'src/other.ts': lines({ 3: 'beside' }) }, 'Sync');
    expect(await it.verdict()).toMatchObject(there);
  });

  test('over lines that the target had changed meanwhile is there too', async () => {
    const { it } = await twoCommits();
    await it.main({ 35: 'changed on main' });
    await it.commit('main', { [payment]: lines(both) }, 'Sync');
    expect(await it.verdict()).toMatchObject(there);
  });

  test('to another place is not', async () => {
    const { it } = await twoCommits();
    await it.commit('main', { 'src/v2/payment.ts': lines(both) }, 'Copy it');
    expect((await it.verdict()).kind).not.toBe('there');
  });
});
