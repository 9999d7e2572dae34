import { branch, deliveryId, read, receivedAt, shaA } from './reading-context.ts';

const other = { id: 9 };
const own = { id: 1234 };
const run = (changes: object = {}, head_branch: string | null = branch) =>
  read('check_run', {
    action: 'completed',
    check_run: { head_sha: shaA, app: other, check_suite: { head_branch }, ...changes },
  }).facts;
const suite = (changes: object = {}, action = 'completed') =>
  read('check_suite', {
    action,
    check_suite: { head_sha: shaA, head_branch: branch, app: other, ...changes },
  }).facts;
const status = (names: string[] | undefined) =>
  read('status', { sha: shaA, state: 'success', branches: names?.map((name) => ({ name })) }).facts;

it('is a hint with the time of receipt', () => {
  const hint = {
    kind: 'checks-changed',
    key: `checks-changed:${deliveryId}`,
    at: receivedAt.toISOString(),
    clock: 'receipt',
    repository: 42,
    branch: null,
    sha: shaA,
    followed: true,
  };
  expect([run(), suite(), status([branch])]).toEqual([
    [{ ...hint, of: 'runs' }],
    [{ ...hint, of: 'runs' }],
    [{ ...hint, of: 'statuses' }],
  ]);
});

it.each([
  ['a check run', run({}, 'main'), false],
  ['a check run of no branch', run({}, null), false],
  ['a check suite', suite({ head_branch: 'main' }), false],
  ['a status', status(['main', 'x']), false],
  ['a status of unknown branches', status(undefined), false],
  ['a status of several branches', status(['main', branch]), true],
])('%s is told with a followed branch, or not', (_, [hint], followed) => {
  expect(hint?.kind === 'checks-changed' && (hint.followed ?? false)).toBe(followed);
});

it.each([
  ["this App's own check run", run({ app: own }), 0],
  ['a check run of an unknown App', run({ app: null }), 1],
  // GitHub names the branch that had the commit first, whatever others have it.
  ['a check run on another branch', run({}, 'main'), 1],
  ['a check run on an unknown branch', run({}, null), 1],
  ['a check run without a suite', run({ check_suite: undefined }), 1],
  ["this App's own check suite", suite({ app: own }), 0],
  ['a check suite on another branch', suite({ head_branch: 'main' }), 1],
  ['a check suite on a branch without a name', suite({ head_branch: '' }), 1],
  ['a check suite on an unknown branch', suite({ head_branch: null }), 1],
  ['a requested check suite', suite({}, 'requested'), 0],
  ['a status on other branches', status(['main', 'x']), 1],
  ['a status on several branches', status(['main', branch]), 1],
  ['a status on none', status([]), 1],
  ['a status on unknown branches', status(undefined), 1],
  ['a status on more branches than GitHub names', status(Array(10).fill('x')), 1],
])('%s', (_, facts, hints) => {
  expect(facts).toHaveLength(hints);
});
