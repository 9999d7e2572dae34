/** Which deliveries say that a branch may bring a policy file or runbooks, and what they say of it. */
import { policy, read, repository, shaA, shaB, zeros } from './reading-context.ts';

const own = { id: shaB, distinct: true, added: [], removed: [], modified: ['src/pay.ts'] };
const push = (changes: object = {}) => ({
  ref: 'refs/heads/tune',
  before: shaA,
  after: shaB,
  forced: false,
  commits: [own],
  repository: { ...repository, pushed_at: 1_772_445_600 },
  ...changes,
});
const of = (topic: string, event: string, payload: object) =>
  read(event, payload).candidates.filter((one) => one.topic === topic);
const scripts = (...commits: object[]) => of('runbooks', 'push', push({ commits }))[0]?.files;

test('a push lists the scripts among its runbooks, and nothing else', () => {
  const added = ['runbooks/db/a.sh', 'runbooks/a.md', 'src/run.sh', 'runbooks/.hidden.sh'];
  const modified = ['runbooks/restart', 'runbooks/b.BASH', 'runbooks/db/a.sh'];
  const removed = ['runbooks/gone.sh'];
  expect(scripts({ ...own, added, modified, removed })).toEqual([
    'runbooks/db/a.sh',
    'runbooks/restart',
    'runbooks/b.BASH',
  ]);
  expect(scripts(own)).toEqual([]);
});

test('content that a merge of the target brought was there before', () => {
  expect(scripts({ ...own, distinct: false, modified: ['runbooks/a.sh'] }, own)).toEqual([]);
});

test.each([
  ['a commit without its files', { id: shaB, distinct: true }],
  [
    'a commit with as many as GitHub lists',
    { ...own, added: Array.from({ length: 3000 }, (_, n) => `${n}`) },
  ],
])('what is not told has to be asked: %s', (_, commit) => {
  expect(scripts(commit)).toBeNull();
});

test.each([
  ['gone', { after: zeros }, { sha: null }],
  ['new', { before: zeros }, { before: null, rewritten: false }],
  ['forced', { forced: true }, { before: shaA, rewritten: true }],
])('a branch that is %s', (_, changes, moved) => {
  for (const topic of ['policy', 'runbooks'])
    expect(of(topic, 'push', push(changes))).toMatchObject([{ branch: 'tune', ...moved }]);
});

test.each(['main', 'gh-readonly-queue/main/pr-1'])('%s brings nothing that was not looked at', (branch) => {
  const commits = [{ ...own, modified: ['runbooks/a.sh', '.github/hotfix-policy.yml'] }];
  expect(read('push', push({ ref: `refs/heads/${branch}`, commits })).candidates).toEqual([]);
});

test('the policy file is recognised by its name', () => {
  const commits = [{ ...own, removed: ['.github/hotfix-policy.yaml'] }];
  expect(of('policy', 'push', push({ commits }))[0]?.files).not.toEqual([]);
  expect(of('policy', 'push', push())[0]?.files).toEqual([]);
});

describe("a fork's pull request", () => {
  const end = (ref: string, sha: string, repo: number) => ({ ref, sha, repo: { id: repo } });
  const pull = {
    number: 12,
    state: 'open',
    created_at: '2026-03-02T09:00:00Z',
    updated_at: '2026-03-02T09:30:00Z',
    html_url: 'https://github.com/acme/checkout-service/pull/12',
    head: end('tune', shaA, 43),
    base: end('main', shaB, repository.id),
    user: { login: 'mona', type: 'User' },
  };
  const told = (action: string, context: object = {}) =>
    read('pull_request', { action, pull_request: pull, repository }, context).candidates;

  test.each(['opened', 'synchronize', 'reopened'])('%s: its files have to be asked for', (action) => {
    const moved = { branch: 'pull/12', sha: shaA, before: null, files: null };
    expect(told(action)).toMatchObject([
      { topic: 'policy', ...moved },
      { topic: 'runbooks', ...moved },
    ]);
  });

  test('closed: it is over', () => {
    expect(told('closed')).toMatchObject([
      { topic: 'policy', sha: null },
      { topic: 'runbooks', sha: null },
    ]);
  });

  test('labeled: nothing is new', () => {
    expect(told('labeled')).toEqual([]);
  });

  test('is not asked about where no file is a runbook', () => {
    const without = { ...policy, runbooks: { ...policy.runbooks, paths: [] } };
    expect(told('opened', { policy: without }).map(({ topic }) => topic)).toEqual(['policy']);
  });
});
