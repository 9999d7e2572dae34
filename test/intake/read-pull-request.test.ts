import { branch, mona, read, shaA, shaB } from './reading-context.ts';

const pull = {
  number: 12,
  state: 'open',
  draft: false,
  merged: false,
  merged_at: null,
  merged_by: null,
  merge_commit_sha: shaB,
  closed_at: null,
  created_at: '2026-03-02T09:00:00Z',
  updated_at: '2026-03-02T09:30:00Z',
  html_url: 'https://github.com/acme/checkout-service/pull/12',
  head: { ref: branch, sha: shaA, repo: { id: 42 } },
  base: { ref: 'main', sha: shaB, repo: { id: 42 } },
  user: mona,
};
const seen = (changes: object = {}, action = 'edited', context: object = {}) =>
  read('pull_request', { action, number: 12, pull_request: { ...pull, ...changes } }, context).facts;

it('is a fact as it stood when it was last changed', () => {
  expect(seen()).toEqual([
    {
      kind: 'pull-request',
      key: expect.stringContaining('pull-request:12:2026-03-02T09:30:00.000Z'),
      at: '2026-03-02T09:30:00.000Z',
      clock: 'github',
      repository: 42,
      branch,
      sha: shaA,
      number: 12,
      base: 'main',
      state: 'open',
      draft: false,
      author: { login: 'mona', bot: false },
      ours: false,
      createdAt: '2026-03-02T09:00:00.000Z',
      endedAt: null,
      mergedBy: null,
      mergeCommit: null,
      url: pull.html_url,
    },
  ]);
});

it('merged names who and by which commit', () => {
  const ended = {
    state: 'closed',
    merged: true,
    merged_at: '2026-03-02T09:29:59Z',
    closed_at: '2026-03-02T09:29:59Z',
  };
  expect(seen({ ...ended, merged_by: { login: 'hubot', type: 'User' } }, 'closed')).toMatchObject([
    { state: 'merged', endedAt: '2026-03-02T09:29:59.000Z', mergedBy: { login: 'hubot' }, mergeCommit: shaB },
  ]);
  expect(seen({ ...ended, merged: undefined }, 'closed')).toMatchObject([
    { state: 'merged', mergedBy: null },
  ]);
});

it('closed unmerged has no commit', () => {
  const ended = { state: 'closed', closed_at: '2026-03-02T09:29:00Z' };
  expect(seen(ended, 'closed')).toMatchObject([
    { state: 'closed', endedAt: '2026-03-02T09:29:00.000Z', mergeCommit: null },
  ]);
});

it.each<[string, object]>([
  ['another state', { state: 'closed', closed_at: pull.updated_at }],
  ['another head', { head: { ...pull.head, sha: shaB } }],
  ['another base', { base: { ...pull.base, ref: 'release' } }],
  ['draft', { draft: true }],
  ['another time', { updated_at: '2026-03-02T09:30:01Z' }],
])('has another key with %s', (_, changes) => {
  expect(seen(changes)[0]?.key).not.toBe(seen()[0]?.key);
});

it('has the same key whatever action reported it', () => {
  expect(seen({}, 'labeled')[0]?.key).toBe(seen({}, 'assigned')[0]?.key);
});

const bot = { login: 'hotfix-policy[bot]', type: 'Bot' };
it.each<[string, object, object, boolean]>([
  ["this App's bot", { user: bot }, {}, true],
  [
    'a bot by this App',
    { user: { login: 'old-name[bot]', type: 'Bot' }, performed_via_github_app: { id: 1234 } },
    {},
    true,
  ],
  [
    "this App's bot, by its id alone",
    { user: bot, performed_via_github_app: { id: 1234 } },
    { appSlug: undefined },
    true,
  ],
  [
    'a bot by another App',
    { user: { login: 'other[bot]', type: 'Bot' }, performed_via_github_app: { id: 9 } },
    {},
    false,
  ],
  ['a person by way of this App', { performed_via_github_app: { id: 1234 } }, {}, false],
  ["a person who is named like this App's bot", { user: { ...bot, type: 'User' } }, {}, false],
  ['nobody', { user: null }, {}, false],
])('opened by %s', (_, changes, context, ours) => {
  expect(seen(changes, 'edited', context)).toMatchObject([{ ours }]);
});

it.each<[string, object]>([
  ['from a fork', { head: { ...pull.head, repo: { id: 43 } } }],
  ['from a fork that is gone', { head: { ...pull.head, repo: null } }],
  [
    'of a fork to its own',
    { head: { ...pull.head, repo: { id: 43 } }, base: { ...pull.base, repo: { id: 43 } } },
  ],
  ['from another branch', { head: { ...pull.head, ref: 'feature/x' } }],
  ['from the prefix alone', { head: { ...pull.head, ref: 'hotfix/' } }],
])('%s says nothing', (_, changes) => {
  expect(seen(changes, 'opened')).toEqual([]);
});

it.each(['opened', 'synchronize', 'reopened', 'labeled', 'closed'])(
  '%s: nothing is said of the checks of its head, which have events of their own',
  (action) => expect(seen({}, action).map(({ kind }) => kind)).not.toContain('checks-changed'),
);
