/** Lives that are easy to take for others. */

import type { Fact } from '../../src/facts/fact.ts';
import { assess } from '../../src/hotfix/assess.ts';
import { foldHotfix } from '../../src/hotfix/fold/fold.ts';
import { plan } from '../../src/hotfix/plan.ts';
import {
  at,
  branch,
  checksChanged,
  checksRead,
  deleted,
  deployment,
  dispatch,
  forkPoint,
  mergeability,
  nothingToMerge,
  pull,
  pushed,
  requiredChecks,
  searched,
  sha,
  touched,
  whereabouts,
  workflowRun,
} from '../support/facts.ts';
import { inForceFrom } from '../support/policy.ts';
import { repository } from '../support/repository.ts';

const main = sha('main');
const [fix, next] = [sha('fix'), sha('next')];
const notThere = { kind: 'not-there' } as const;

function seen(facts: Fact[], time: string, { policy = '', on = branch } = {}) {
  const inForce = inForceFrom(policy);
  const hotfix = foldHotfix(facts, { repository, branch: on, policy: inForce.policy });
  if (!hotfix) throw new Error('no hotfix');
  const now = new Date(at(time));
  const situation = assess(hotfix, inForce, now);
  const planned = plan(situation, now);
  const kinds = planned.artefacts.map((one) => (one.kind === 'issue' ? one.key.split(':')[1] : one.kind));
  const check = planned.artefacts.find((one) => one.kind === 'check-run' && one.sha === hotfix.lastHead);
  return { ...situation, ...planned, kinds, check };
}

describe('a branch that was made at a commit of the target', () => {
  const made = [
    pushed({ at: '14:00', sha: main, commits: [], files: null }),
    forkPoint({ at: '14:00:01', sha: main, base: main, files: [] }),
  ];
  const before = deployment({
    at: '2026-11-16T10:00:00Z',
    sha: main,
    state: 'success',
    createdAt: at('2026-11-16T09:55:00Z'),
  });
  const first = pushed({ at: '14:10', sha: next, before: main });

  test('does not count the deploys of that commit as its own', () => {
    const { hotfix, obligation, kinds } = seen([before, ...made, first], '14:11', {
      policy: 'backfill: {clock: deploy}',
    });
    expect(hotfix.deploys).toEqual([]);
    expect(obligation).toMatchObject({ kind: 'open', deadline: null });
    expect(kinds).not.toContain('backfill');
  });

  test('not even when that commit is deployed again', () => {
    const again = deployment({ at: '14:20', sha: main, state: 'success', deployment: 43, branch: null });
    expect(seen([...made, first, again], '14:21').kinds).not.toContain('backfill');
  });

  test('ends quietly when it goes undeployed', () => {
    const gone = [
      deleted({ at: '14:30', sha: next }),
      whereabouts({ at: '14:30:11', sha: next }),
      searched({ at: '14:30:12', sha: next, verdict: notThere }),
    ];
    expect(seen([before, ...made, first, ...gone], '14:31').obligation).toMatchObject({ kind: 'abandoned' });
  });

  test('waits for its own deploy where the clock is the deploy, also after GitHub found nothing to merge', () => {
    const nothing = nothingToMerge({ at: '15:00', sha: main });
    const late = pushed({ at: '15:30', sha: next, before: main });
    const { obligation } = seen([...made, nothing, late], '2026-11-25T15:30:00Z', {
      policy: 'backfill: {clock: deploy}',
    });
    expect(obligation).toMatchObject({ deadline: null, overdue: false });
  });

  test('has until open-after from its first commit on', () => {
    const nothing = nothingToMerge({ at: '15:00', sha: main });
    const late = pushed({ at: '15:30', sha: next, before: main });
    expect(seen([...made, nothing, late], '15:31').kinds).not.toContain('backfill');
    expect(seen([...made, nothing, late], '16:31').kinds).toContain('backfill');
  });
});

describe('a deployed commit that the branch was forced away from', () => {
  const deployed = [
    pushed({ at: '14:00', sha: fix }),
    forkPoint({ at: '14:00:01', sha: fix }),
    deployment({ at: '14:06', sha: fix, state: 'success' }),
  ];
  const reset = [
    ...deployed,
    pushed({ at: '14:30', sha: main, before: fix, forced: true, commits: [], files: null }),
    forkPoint({ at: '14:30:01', sha: main, base: main, files: [] }),
    nothingToMerge({ at: '14:30:02', sha: main }),
  ];
  const replaced = [
    ...deployed,
    pushed({ at: '14:30', sha: next, before: fix, forced: true }),
    forkPoint({ at: '14:30:01', sha: next }),
    pull({ at: '14:40', sha: next, state: 'merged', createdAt: at('14:31'), endedAt: at('14:40') }),
  ];

  test.each([
    ['with nothing in its place', reset],
    ['with another one merged in its place', replaced],
  ])('is not done %s: the target is searched for it first', (_, facts) => {
    const { obligation, questions, artefacts } = seen(facts, '14:41');
    expect(obligation.kind).toBe('settling');
    expect(artefacts).toEqual([]);
    expect(questions).toMatchObject([{ kind: 'whereabouts' }]);
    const asked = whereabouts({ at: '14:41', sha: fix, exists: true });
    expect(seen([...facts, asked], '14:42').questions).toMatchObject([{ kind: 'search', sha: fix }]);
  });

  test.each([
    ['with nothing in its place', reset],
    ['with another one merged in its place', replaced],
  ])('is owed %s, where the target has nothing of it', (_, facts) => {
    const asked = [
      whereabouts({ at: '14:41', sha: fix, exists: true }),
      searched({ at: '14:42', sha: fix, verdict: notThere }),
    ];
    const { obligation, check } = seen([...facts, ...asked], '14:43');
    expect(obligation).toMatchObject({ kind: 'open', deployedOnly: { sha: fix, forced: true } });
    expect(check).not.toMatchObject({ conclusion: 'success' });
    const again = whereabouts({ at: '2026-11-24T14:42:30Z', sha: fix, exists: true });
    expect(seen([...facts, ...asked, again], '2026-11-24T14:43:00Z').kinds).toContain('overdue');
  });

  test('is made up for by a change of the same lines', () => {
    const unclear = searched({
      at: '14:42',
      sha: fix,
      verdict: { kind: 'unclear', files: ['src/payment.ts'] },
    });
    expect(seen([...replaced, unclear], '14:43').obligation.kind).toBe('merged');
  });

  test('is past once its replacement is deployed too', () => {
    const later = deployment({
      at: '14:50',
      sha: next,
      state: 'success',
      deployment: 43,
      createdAt: at('14:45'),
    });
    expect(seen([...replaced, later], '14:51').obligation.kind).toBe('merged');
  });
});

describe('a branch that was renamed after its deploy', () => {
  const heir = 'hotfix/INCIDENT-123-better-name';
  const story = [
    pushed({ at: '14:00', sha: fix }),
    forkPoint({ at: '14:00:01', sha: fix }),
    deployment({ at: '14:06', sha: fix, state: 'success' }),
    pushed({ at: '14:10', sha: next, before: fix }),
    pushed({ at: '14:20', sha: next, branch: heir, commits: [], files: null }),
    deleted({ at: '14:20:05', sha: next }),
  ];

  test('keeps it, and its deadline', () => {
    const { hotfix, obligation } = seen(story, '14:21', { on: heir, policy: 'backfill: {clock: deploy}' });
    expect(hotfix.deploys).toHaveLength(1);
    expect(hotfix.renamedFrom).toBe(branch);
    expect(obligation).toMatchObject({ kind: 'open', deadline: new Date(at('2026-11-24T14:06:00Z')) });
  });

  test('does not end quietly', () => {
    const gone = [
      deleted({ at: '15:00', sha: next, branch: heir }),
      whereabouts({ at: '15:00:11', sha: next, branch: heir }),
      searched({ at: '15:00:12', sha: next, branch: heir, verdict: notThere }),
      searched({ at: '15:00:13', sha: fix, branch: heir, verdict: notThere }),
    ];
    expect(seen([...story, ...gone], '15:01', { on: heir }).obligation.kind).toBe('discarded');
  });

  test('goes on under its new name alone', () => {
    expect(seen(story, '14:21').obligation).toEqual({ kind: 'renamed', to: heir });
  });
});

test('a branch that another one grew from keeps its own check run', () => {
  const other = [
    pushed({ at: '14:10', sha: fix, branch: 'hotfix/INCIDENT-124-more', commits: [] }),
    pushed({ at: '14:20', sha: next, before: fix, branch: 'hotfix/INCIDENT-124-more' }),
  ];
  const facts = [pushed({ at: '14:00', sha: fix }), ...other];
  expect(seen(facts, '14:21').check).toMatchObject({ headline: 'backfill' });
  expect(seen(facts.slice(0, 2), '14:15').check).toBeUndefined();
});

describe('a pull request that was closed', () => {
  const open = [
    pushed({ at: '14:00', sha: fix }),
    forkPoint({ at: '14:00:01', sha: fix }),
    deployment({ at: '14:06', sha: fix, state: 'success' }),
  ];
  const closed = pull({
    at: '14:30:02',
    sha: fix,
    state: 'closed',
    createdAt: at('14:07'),
    endedAt: at('14:30:02'),
  });

  test('by a person is not opened again', () => {
    expect(seen([...open, closed], '14:40')).toMatchObject({ check: { headline: 'closed-unmerged' } });
  });

  test('by GitHub, as its branch went for a second, is', () => {
    const again = [
      deleted({ at: '14:30:00', sha: fix }),
      pushed({ at: '14:30:01', sha: fix, commits: [] }),
      closed,
    ];
    expect(seen([...open, ...again], '14:40').kinds).toContain('backfill');
  });

  test('by GitHub, as its branch was forced to nothing, is once there is something again', () => {
    const forced = [
      pushed({ at: '14:30:00', sha: main, before: fix, forced: true, commits: [] }),
      closed,
      pushed({ at: '14:50', sha: next, before: main }),
      forkPoint({ at: '14:50:01', sha: next }),
    ];
    expect(seen([...open, ...forced], '14:51').kinds).toContain('backfill');
  });
});

test('a branch that comes back weeks after it ended undeployed owes anew', () => {
  const facts = [
    pushed({ at: '2026-10-01T10:00:00Z', sha: fix }),
    forkPoint({ at: '2026-10-01T10:00:01Z', sha: fix }),
    deleted({ at: '2026-10-01T11:00:00Z', sha: fix }),
    pushed({ at: '14:00', sha: fix, commits: [] }),
  ];
  expect(seen(facts, '14:01').obligation).toMatchObject({
    overdue: false,
    deadline: new Date(at('2026-11-24T14:00:00Z')),
  });
  const deployed = deployment({
    at: '2026-10-01T10:30:00Z',
    sha: fix,
    state: 'success',
    createdAt: at('2026-10-01T10:25:00Z'),
  });
  expect(seen([...facts, deployed], '14:01').obligation).toMatchObject({ overdue: true });
});

describe('the full pipeline', () => {
  const open = [
    pushed({ at: '14:00', sha: fix }),
    forkPoint({ at: '14:00:01', sha: fix }),
    pull({ at: '14:07', sha: fix, createdAt: at('14:07') }),
    requiredChecks({ at: '14:07:01' }),
  ];
  const lint = { name: 'lint', state: 'passed' as const, startedAt: at('15:00:20'), url: null };

  test('does not count as green at a new head before it can have begun', () => {
    const moved = [...open, pushed({ at: '15:00', sha: next, before: fix })];
    const read = (time: string) => checksRead({ at: time, sha: next, checks: [lint] });
    expect(seen([...moved, read('15:00:40')], '15:00:41').pipeline.state).toBe('pending');
    expect(seen([...moved, read('15:02:01')], '15:02:02').pipeline.state).toBe('passed');
  });

  test('is read again for each change, whatever the clock says', () => {
    const ahead = checksChanged({ at: '16:00', sha: fix });
    const asked = (facts: Fact[]) => seen(facts, '14:20').questions.filter(({ kind }) => kind === 'checks');
    const read = checksRead({ at: '14:10', sha: fix, covers: 0, checks: [lint] });
    expect(asked([...open, read])).toEqual([]);
    expect(asked([...open, read, ahead])).toMatchObject([{ covers: 1 }]);
    expect(
      asked([...open, read, ahead, checksRead({ at: '14:11', sha: fix, covers: 1, checks: [lint] })]),
    ).toEqual([]);
  });

  test('whether it conflicts is asked again when the target changed the same files', () => {
    const asked = (facts: Fact[]) =>
      seen(facts, '14:30').questions.filter(({ kind }) => kind === 'mergeability');
    const read = mergeability({ at: '14:08', sha: fix, covers: 0 });
    expect(asked([...open, read])).toEqual([]);
    expect(asked([...open, read, touched({ at: '14:20', sha: next, commits: [next] })])).toMatchObject([
      { covers: 1 },
    ]);
  });
});

test('a dispatch belongs to the attempt under way rather than to one that failed before', () => {
  const facts = [
    pushed({ at: '14:00', sha: fix }),
    deployment({ at: '14:01', sha: fix, state: 'failure', deployment: 1, createdAt: at('14:00:30') }),
    deployment({ at: '14:05', sha: fix, state: 'in_progress', deployment: 2, createdAt: at('14:04') }),
    dispatch({ at: '14:08', sha: fix }),
  ];
  expect(seen(facts, '14:09').hotfix.deploys.map(({ id, state }) => [id, state])).toEqual([
    ['deployment:1', 'failed'],
    ['deployment:2', 'succeeded'],
  ]);
});

test('a reminder is sent once although the first push is reported late', () => {
  const pulled = pull({ at: '14:07', sha: next, createdAt: at('14:07') });
  const looked = whereabouts({ at: '2026-11-24T14:09:00Z', sha: next, exists: true });
  const known = [pushed({ at: '14:05', sha: next, before: fix }), pulled, looked];
  const keys = (facts: Fact[]) =>
    seen(facts, '2026-11-24T14:10:00Z').artefacts.flatMap((one) =>
      one.kind === 'reminder' ? [one.key] : [],
    );
  expect(keys(known)).toEqual(['reminder:7:first:0']);
  expect(keys([...known, pushed({ at: '14:00', sha: fix })])).toEqual(['reminder:7:first:0']);
});

test('whoever merged is known from any delivery that names them', () => {
  const merged = { sha: fix, state: 'merged' as const, createdAt: at('14:07'), endedAt: at('14:40') };
  const listed = pull({ at: '14:40', ...merged, mergedBy: null, key: 'b' });
  const told = pull({ at: '14:40', ...merged, mergedBy: { login: 'grace', bot: false }, key: 'a' });
  const first = pushed({ at: '14:00', sha: fix });
  for (const facts of [
    [listed, told],
    [told, listed],
  ]) {
    expect(seen([first, ...facts], '14:41').hotfix.pulls[0]?.mergedBy?.login).toBe('grace');
  }
});

test.each(['action_required', 'something_new', 'stale'])(
  'a run of the fast lane that ended with %s is under way no longer',
  (conclusion) => {
    const run = workflowRun({ at: '14:09', sha: fix, conclusion });
    const { hotfix } = seen([pushed({ at: '14:02', sha: fix }), run], '14:10');
    expect(hotfix.deploys).toMatchObject([{ state: conclusion === 'stale' ? 'cancelled' : 'failed' }]);
  },
);
