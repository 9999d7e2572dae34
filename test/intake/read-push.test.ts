import { readDelivery } from '../../src/intake/read/read-delivery.ts';
import {
  branch,
  context,
  deliveryId,
  installation,
  mona,
  policy,
  read,
  receivedAt,
  repository,
  shaA,
  shaB,
  shaC,
  zeros,
} from './reading-context.ts';

/** Five seconds before the receipt, in unix seconds as push payloads have it. */
const pushedAt = Date.UTC(2026, 2, 2, 10, 0, 0) / 1000;

function push(changes: object = {}) {
  return {
    ref: `refs/heads/${branch}`,
    before: shaA,
    after: shaB,
    created: false,
    deleted: false,
    forced: false,
    commits: [{ id: shaB, distinct: true, added: [], removed: [], modified: ['src/pay.ts'] }],
    head_commit: { id: shaB, message: 'Wait longer for payments\n\nThe provider is slow.' },
    repository: { ...repository, pushed_at: pushedAt },
    pusher: { name: 'mona-in-git', email: 'mona@example.com' },
    ...changes,
  };
}
const file = (name: string, how = 'modified') => ({ id: shaB, distinct: true, [how]: [name] });

describe('a push to a hotfix branch', () => {
  it('is a fact with the time that GitHub gives', () => {
    expect(read('push', push())).toEqual({
      facts: [
        {
          kind: 'pushed',
          key: `push:${branch}:${shaA}:${shaB}:2026-03-02T10:00:00.000Z`,
          at: '2026-03-02T10:00:00.000Z',
          clock: 'github',
          repository: 42,
          branch,
          sha: shaB,
          before: shaA,
          forced: false,
          by: { login: 'mona', bot: false },
          subject: 'Wait longer for payments',
          commits: [shaB],
          files: ['src/pay.ts'],
          merging: false,
        },
      ],
      policyMayHaveChanged: false,
      candidates: ['policy', 'runbooks'].map((topic) => ({
        topic,
        branch,
        sha: shaB,
        before: shaA,
        files: [],
        rewritten: false,
      })),
      issue: null,
      notices: [],
    });
  });

  it('says whether it merged something in, and lists its files', () => {
    const commits = [{ ...file('src/a.ts'), distinct: false }, file('src/b.ts', 'added')];
    expect(read('push', push({ commits })).facts).toMatchObject([
      { merging: true, commits: [shaB], files: ['src/a.ts', 'src/b.ts'] },
    ]);
    expect(read('push', push({ commits, forced: true })).facts).toMatchObject([{ files: null }]);
  });

  it('that created it has no head before, and may bring no commits', () => {
    const { facts } = read('push', push({ before: zeros, created: true, commits: [], forced: true }));
    expect(facts).toMatchObject([{ kind: 'pushed', before: null, commits: [], sha: shaB, forced: true }]);
  });

  it('that deleted it keeps the head that it had', () => {
    const { facts } = read('push', push({ after: zeros, deleted: true, commits: [], head_commit: null }));
    expect(facts).toEqual([
      {
        kind: 'branch-deleted',
        key: `push:${branch}:${shaA}:${zeros}:2026-03-02T10:00:00.000Z`,
        at: '2026-03-02T10:00:00.000Z',
        clock: 'github',
        repository: 42,
        branch,
        sha: shaA,
        by: { login: 'mona', bot: false },
      },
    ]);
  });

  it('leaves out commits that were in the repository before', () => {
    const commits = [{ id: shaA, distinct: false }, { id: shaB, distinct: true }, { id: shaC }];
    expect(read('push', push({ commits })).facts).toMatchObject([{ commits: [shaB, shaC] }]);
  });

  it.each([
    ['a bot', { sender: { login: 'renovate[bot]', type: 'Bot' } }, { login: 'renovate[bot]', bot: true }],
    ['who git says, without a sender', { sender: undefined }, { login: 'mona-in-git', bot: false }],
    ['nobody known', { sender: null, pusher: null }, { login: 'ghost', bot: false }],
    [
      'a login cut short',
      { sender: { login: 'm'.repeat(5000), type: 'User' } },
      { login: 'm'.repeat(100), bot: false },
    ],
  ])('is by %s', (_, changes, by) => {
    expect(read('push', push(changes)).facts).toMatchObject([{ by }]);
  });

  it.each([
    ['cut', 's'.repeat(10_000), 's'.repeat(200)],
    ['its first line', '\n\r\n  One \r\ntwo', 'One'],
    ['nothing of an empty message', ' \n ', null],
    ['free of what cannot be stored', 'a\0b\ud83d', 'a\uFFFDb\uFFFD'],
    ['never half a character', `${'s'.repeat(199)}\u{1F600}`, `${'s'.repeat(199)}\uFFFD`],
  ])('has a subject: %s', (_, message, subject) => {
    expect(read('push', push({ head_commit: { message } })).facts).toMatchObject([{ subject }]);
  });
});

describe('which pushes count', () => {
  it.each([
    ['a misnamed hotfix', 'refs/heads/hotfix/oops', ['pushed']],
    ['a hotfix with more slashes', 'refs/heads/hotfix/a/b', ['pushed']],
    ['the target', 'refs/heads/main', ['target-pushed']],
    ['the prefix alone', 'refs/heads/hotfix/', []],
    ['a name that only begins alike', 'refs/heads/hotfixes/x', []],
    ['a name that has the prefix within', 'refs/heads/feature/hotfix/x', []],
    ['another branch', 'refs/heads/feature/x', []],
    ['a tag under the prefix', `refs/tags/${branch}`, []],
    ['a branch of a merge queue', 'refs/heads/gh-readonly-queue/main/pr-104-abc', []],
    ['a branch that is named like a ref', 'refs/heads/refs/heads/hotfix/x', []],
    ['nothing', 'refs/heads/', []],
  ])('%s', (_, ref, kinds) => {
    expect(read('push', push({ ref })).facts.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('goes by the prefix of the policy', () => {
    const other = { ...policy, branches: { ...policy.branches, prefix: 'urgent-' } };
    const kinds = (ref: string) =>
      read('push', push({ ref }), { policy: other }).facts.map(({ kind }) => kind);
    expect([
      kinds('refs/heads/urgent-x'),
      kinds('refs/heads/urgent-'),
      kinds(`refs/heads/${branch}`),
    ]).toEqual([['pushed'], [], []]);
  });

  it('says nothing of the branches of a merge queue, be they under the prefix', () => {
    const other = { ...policy, branches: { ...policy.branches, prefix: 'gh-' } };
    const read104 = (ref: string) => read('push', push({ ref }), { policy: other }).facts.length;
    expect([read104('refs/heads/gh-1'), read104('refs/heads/gh-readonly-queue/main/pr-104-abc')]).toEqual([
      1, 0,
    ]);
  });

  it('says nothing of a ref that came and went', () => {
    expect(read('push', push({ before: zeros, after: zeros, commits: [] })).facts).toEqual([]);
  });
});

describe('the target', () => {
  const ref = 'refs/heads/main';

  it('has all commits that the push brought, and its head once', () => {
    const commits = [{ id: shaC, distinct: false }, { id: shaB }];
    expect(read('push', push({ ref, commits })).facts).toEqual([
      expect.objectContaining({ kind: 'target-pushed', branch: 'main', sha: shaB, commits: [shaC, shaB] }),
    ]);
    expect(read('push', push({ ref, commits: [] })).facts).toMatchObject([{ commits: [shaB] }]);
  });

  it('has no more commits than GitHub sends', () => {
    const commits = Array.from({ length: 3000 }, (_, n) => ({ id: n.toString(16).padStart(40, '0') }));
    const [fact] = read('push', push({ ref, commits })).facts;
    expect(fact).toMatchObject({ kind: 'target-pushed', sha: shaB });
    const kept = fact?.kind === 'target-pushed' ? fact.commits : [];
    expect([kept.length, kept.at(-1)]).toEqual([2048, shaB]);
  });

  it('lists the files of each commit, and none where it cannot', () => {
    const commits = [file('src/a.ts'), { ...file('src/b.ts', 'removed'), added: ['src/c.ts'] }];
    expect(read('push', push({ ref, commits })).facts).toMatchObject([
      {
        changes: [
          { sha: shaB, files: ['src/a.ts'] },
          { sha: shaB, files: ['src/c.ts', 'src/b.ts'] },
        ],
      },
    ]);
    expect(read('push', push({ ref, commits, forced: true })).facts).toMatchObject([{ changes: null }]);
    expect(read('push', push({ ref, commits: [] })).facts).toMatchObject([{ changes: null }]);
    const many = Array.from({ length: 501 }, (_, n) => file(`src/${n}.ts`));
    expect(read('push', push({ ref, commits: many })).facts).toMatchObject([{ changes: null }]);
  });

  it('deleted says nothing', () => {
    expect(read('push', push({ ref, after: zeros, commits: [] })).facts).toEqual([]);
  });

  it('need not be the default branch', () => {
    const reading = read('push', push({ ref: 'refs/heads/release' }), { target: 'release' });
    expect(reading.facts).toMatchObject([{ kind: 'target-pushed', branch: 'release' }]);
  });
});

describe('the policy may have changed', () => {
  const ref = 'refs/heads/main';
  const full = Array.from({ length: 2048 }, () => ({ id: shaB }));
  it.each<[string, object, boolean]>([
    ['its file changed', { ref, commits: [file('.github/hotfix-policy.yml')] }, true],
    ['its file came', { ref, commits: [file('.github/hotfix-policy.yml', 'added')] }, true],
    ['its file went', { ref, commits: [file('.github/hotfix-policy.yaml', 'removed'), file('a')] }, true],
    [
      'another file changed',
      { ref, commits: [file('.github/hotfix-policy.yml.bak'), file('src/a.ts')] },
      false,
    ],
    ['a forced push', { ref, forced: true, commits: [file('a')] }, true],
    ['a push without a list of commits', { ref, commits: [] }, true],
    ['a push with more commits than GitHub lists', { ref, commits: full }, true],
    [
      'a commit with more files than GitHub lists',
      { ref, commits: [{ id: shaB, added: Array(3000).fill('a') }] },
      true,
    ],
    ['the branch came', { ref, before: zeros, commits: [file('a')] }, true],
    ['the branch went', { ref, after: zeros, commits: [] }, false],
    ['nothing moved', { ref, before: shaB, after: shaB, commits: [] }, false],
    ['its file changed on a hotfix branch', { commits: [file('.github/hotfix-policy.yml')] }, false],
  ])('%s', (_, changes, expected) => {
    expect(read('push', push(changes)).policyMayHaveChanged).toBe(expected);
  });

  it('only on the default branch, be the target another', () => {
    const changed = push({ ref, commits: [file('.github/hotfix-policy.yml')] });
    expect(read('push', changed, { target: 'release' }).policyMayHaveChanged).toBe(true);
    expect(
      read('push', { ...changed, ref: 'refs/heads/release' }, { target: 'release' }).policyMayHaveChanged,
    ).toBe(false);
  });
});

describe('the time of a push', () => {
  const at = (pushed_at: unknown) =>
    read('push', push({ repository: { ...repository, pushed_at } })).facts[0];
  const receipt = { at: receivedAt.toISOString(), clock: 'receipt' };
  const seconds = receivedAt.getTime() / 1000;
  it.each<[string, unknown, object]>([
    ['a unix integer', pushedAt, { at: '2026-03-02T10:00:00.000Z', clock: 'github' }],
    ['ISO 8601', '2026-03-02T11:00:00+01:00', { at: '2026-03-02T10:00:00.000Z', clock: 'github' }],
    ['just within eight days', seconds - 8 * 86_400, { at: '2026-02-22T10:00:05.250Z', clock: 'github' }],
    ['older than eight days', seconds - 8 * 86_400 - 1, receipt],
    ['a little later than a slow clock', seconds + 300, { at: '2026-03-02T10:05:05.250Z', clock: 'github' }],
    ['later than the receipt', seconds + 301, receipt],
    ['missing', undefined, receipt],
    ['null', null, receipt],
    ['no time', 'yesterday', receipt],
    ['beyond all times', 1e300, receipt],
  ])('%s', (_, pushed_at, expected) => {
    expect(at(pushed_at)).toMatchObject(expected);
  });
});

describe('the key of a push', () => {
  const keyOf = (payload: object, id = deliveryId, when = receivedAt) => {
    const whole = { installation, sender: mona, ...payload };
    return readDelivery({ id, event: 'push', payload: whole, receivedAt: when }, context).facts[0]?.key;
  };
  const later = new Date(receivedAt.getTime() + 7 * 86_400_000);
  const made = push({ before: zeros });

  it('is the same in every delivery of it, however late', () => {
    expect(keyOf(made, 'another-delivery', later)).toBe(keyOf(made));
  });

  it('is that of the delivery where the time cannot be right: it may be the same for all', () => {
    const constant = push({ before: zeros, repository: { ...repository, pushed_at: 1_500_000_000 } });
    expect(keyOf(constant, 'another-delivery')).not.toBe(keyOf(constant));
    expect(keyOf(constant, deliveryId, later)).toBe(keyOf(constant));
  });

  it('is that of the delivery where GitHub gives no time', () => {
    const timeless = push({ repository });
    expect(keyOf(timeless, deliveryId, later)).toBe(keyOf(timeless));
    expect(keyOf(timeless, 'another-delivery')).not.toBe(keyOf(timeless));
  });

  it.each([
    [
      'another time, as when the branch was made again at the same commit',
      { repository: { ...repository, pushed_at: pushedAt + 1 } },
    ],
    ['another head', { after: shaC }],
    ['another head before', { before: shaA }],
    ['another branch', { ref: 'refs/heads/hotfix/other' }],
    ['another kind', { after: zeros, before: shaB }],
  ])('is another with %s', (_, changes) => {
    expect(keyOf({ ...made, ...changes })).not.toBe(keyOf(made));
  });
});
