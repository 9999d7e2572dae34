import type { RunbooksRead } from '../../src/facts/fact.ts';
import { areAsRead, runbookStates } from '../../src/runbook/runbooks.ts';

const day = 86_400_000;
const now = new Date('2026-11-24T12:00:00.000Z');
const runbook = (path: string, changedAt: string | null) => ({
  path,
  changedAt,
  by: 'grace',
  url: `https://github.com/acme/x/blob/main/${path}`,
});
const states = (runbooks: ReturnType<typeof runbook>[], touched: string[] = []) =>
  runbookStates({ runbooks }, { touched, maxAge: 180 * day, now });

test('the one that was left alone for longest comes first, and what is not known last', () => {
  const paths = states([
    runbook('c', null),
    runbook('b', '2026-10-01T00:00:00.000Z'),
    runbook('a', '2026-10-01T00:00:00.000Z'),
    runbook('d', '2025-01-01T00:00:00.000Z'),
  ]).map(({ path }) => path);
  expect(paths).toEqual(['d', 'a', 'b', 'c']);
});

test.each([
  ['to the millisecond', 180 * day, false],
  ['and a millisecond', 180 * day + 1, true],
])('a runbook is stale after max-age: %s', (_, age, stale) => {
  const changedAt = new Date(now.getTime() - age);
  expect(states([runbook('a', changedAt.toISOString())])).toMatchObject([{ stale, changedAt }]);
});

test('of which it is not known when it was changed, it is not said that it is stale', () => {
  expect(states([runbook('a', null)])).toMatchObject([{ stale: false, changedAt: null }]);
});

test('the incident changed those that its pull requests changed', () => {
  const read = [runbook('runbooks/a.sh', null), runbook('runbooks/b.sh', null)];
  expect(states(read, ['src/x.ts', 'runbooks/b.sh']).map(({ touched }) => touched)).toEqual([false, true]);
});

describe('an earlier answer', () => {
  const read: RunbooksRead = {
    kind: 'runbooks-read',
    key: 'runbooks-read:1',
    at: now.toISOString(),
    clock: 'receipt',
    repository: 1,
    branch: null,
    sha: null,
    target: 'main',
    paths: ['runbooks/**'],
    runbooks: [],
    complete: true,
  };
  const asked = { target: 'main', paths: ['runbooks/**'] };
  const push = (...files: (string[] | null)[]) => ({
    changes: files.map((of, index) => ({ sha: String(index), files: of })),
  });

  test('does where nothing was pushed, or nothing of them', () => {
    expect(areAsRead(read, asked, [])).toBe(true);
    expect(areAsRead(read, asked, [push(['src/x.ts'], []), push(['README.md'])])).toBe(true);
  });

  test.each([
    ['one of them was changed', asked, [push(['src/x.ts'], ['runbooks/a.sh'])]],
    ['of a commit it is not told what it changed', asked, [push(['src/x.ts'], null)]],
    ['of a push it is not told what it changed', asked, [{ changes: null }]],
    ['they are looked for elsewhere now', { ...asked, paths: ['ops/**'] }, []],
    ['the target is another one now', { ...asked, target: 'trunk' }, []],
  ])('does not where %s', (_, wanted, pushes) => {
    expect(areAsRead(read, wanted, pushes)).toBe(false);
  });
});
