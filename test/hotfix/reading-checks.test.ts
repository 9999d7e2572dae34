/** When GitHub is asked for checks, for what is required, and whether there is a conflict: not where nothing can have come of it. */

import type { Question } from '../../src/artefact/question.ts';
import type { Fact } from '../../src/facts/fact.ts';
import { assess } from '../../src/hotfix/assess.ts';
import { foldHotfix } from '../../src/hotfix/fold/fold.ts';
import { plan } from '../../src/hotfix/plan.ts';
import {
  at,
  branch,
  checksChanged,
  checksRead,
  commanded,
  entitlement,
  forkPoint,
  mergeability,
  pull,
  pushed,
  requiredChecks,
  sha,
  touched,
} from '../support/facts.ts';
import { inForceFrom } from '../support/policy.ts';
import { repository } from '../support/repository.ts';

const fix = sha('fix');
const main = sha('main');

function planned(facts: Fact[], time: string) {
  const inForce = inForceFrom('review: {open: false}');
  const hotfix = foldHotfix(facts, { repository, branch, policy: inForce.policy });
  if (!hotfix) throw new Error('no hotfix');
  const now = new Date(at(time));
  const situation = assess(hotfix, inForce, now);
  const { questions, artefacts, lookAgainAt } = plan(situation, now);
  return { questions, artefacts, lookAgainAt, pipeline: situation.pipeline };
}

const asked = (facts: Fact[], time: string): Question['kind'][] =>
  planned(facts, time).questions.map(({ kind }) => kind);

const parted = { sha: fix, base: main, files: ['src/payment.ts'] };
const opened = [
  pushed({ at: '14:02', sha: fix }),
  forkPoint({ at: '14:02:01', ...parted, behind: 0 }),
  pull({ at: '14:06', sha: fix }),
];
const told = (time: string, of: 'runs' | 'statuses' = 'runs') => checksChanged({ at: time, sha: fix, of });
/** By no event: a comparison found that they are other than they were. */
const found = (time: string) => checksChanged({ at: time, sha: fix });

const recheckedAt = (time: string) => [
  commanded({ at: time, line: '/hotfix recheck' }),
  entitlement({ at: time, entitled: true }),
];

describe('checks', () => {
  test('that nothing reported are not asked for, nor are the required ones', () => {
    for (const time of ['14:06', '14:07', '14:30', '15:30']) expect(asked(opened, time)).toEqual([]);
    expect(planned(opened, '14:30').pipeline).toEqual({ state: 'pending', rule: 'all', checks: [] });
  });

  test('of a commit that was elsewhere before its push are asked for', () => {
    const [, fork, open] = opened as [Fact, Fact, Fact];
    const moved = [pushed({ at: '14:02', sha: fix, commits: [main] }), fork, open];
    expect(asked(moved, '14:30')).toEqual(['required-checks']);
    expect(asked([...moved, requiredChecks({ at: '14:30' })], '14:31')).toEqual(['checks']);
  });

  const required = [...opened, requiredChecks({ at: '14:06' })];

  test('are read once when no change has been reported for a moment', () => {
    const begun = [...required, told('14:06:10'), told('14:06:13'), told('14:06:16')];
    expect(planned(begun, '14:06:17')).toMatchObject({
      questions: [],
      lookAgainAt: new Date(at('14:06:21')),
    });
    expect(planned(begun, '14:06:21').questions).toMatchObject([{ kind: 'checks', covers: 3 }]);
  });

  test('are read in the end although changes keep being reported', () => {
    const restless = Array.from({ length: 20 }, (_, n) =>
      told(`14:06:${String(10 + 2 * n).padStart(2, '0')}`),
    );
    expect(asked([...required, ...restless], '14:06:39')).toEqual([]);
    expect(asked([...required, ...restless], '14:06:40')).toEqual(['checks']);
  });

  test('are read at once where the clock was set back, a comparison found out, or a person asks', () => {
    expect(asked([...required, told('14:09:58'), found('14:10')], '14:10')).toEqual(['checks']);
    expect(asked([...required, told('14:30')], '14:10')).toEqual(['checks']);
    const recheck = [...recheckedAt('14:10'), requiredChecks({ at: '14:10:01' })];
    expect(asked([...required, ...recheck], '14:10:01')).toContain('checks');
  });

  test('are read without statuses where only check runs were reported', () => {
    const statuses = (facts: Fact[]) =>
      planned([...required, ...facts], '14:30').questions.flatMap((one) =>
        one.kind === 'checks' ? one.statuses : [],
      );
    expect(statuses([told('14:07', 'runs')])).toEqual([false]);
    expect(statuses([told('14:07', 'runs'), told('14:07', 'statuses')])).toEqual([true]);
    expect(statuses([found('14:07')])).toEqual([true]);
  });

  test('are read again after the grace only where all that there are are green', () => {
    const read = (state: 'passed' | 'pending') => [
      ...required,
      told('14:05', 'runs'),
      checksRead({
        at: '14:06:05',
        sha: fix,
        covers: 1,
        checks: [{ name: 'lint', state, startedAt: null, url: null }],
      }),
    ];
    expect(asked(read('passed'), '14:07')).toEqual([]);
    expect(asked(read('passed'), '14:08')).toEqual(['checks']);
    expect(asked(read('pending'), '14:08')).toEqual([]);
  });

  test('hold the status comment back for a moment', () => {
    const kinds = (time: string) =>
      planned([...required, told('14:06:10')], time).artefacts.map((one) =>
        one.mirrors && one.kind === 'comment' ? 'status' : one.kind,
      );
    expect(kinds('14:06:12')).not.toContain('status');
    expect(kinds('14:06:15')).toContain('status');
  });
});

test('the required checks are asked for again after a day, and when a person asks', () => {
  const read = [
    ...opened,
    told('14:07'),
    requiredChecks({ at: '14:07:05' }),
    checksRead({ at: '14:07:06', sha: fix, covers: 1 }),
  ];
  const late = checksChanged({ at: '2026-11-24T14:00:00Z', sha: fix });
  expect(asked([...read, late], '2026-11-24T14:01:00Z')).not.toContain('required-checks');
  expect(asked([...read, late], '2026-11-24T14:08:00Z')).toContain('required-checks');
  expect(asked(read, '2026-11-24T14:08:00Z')).not.toContain('required-checks');
  expect(asked([...read, ...recheckedAt('14:10')], '14:11')).toContain('required-checks');
});

test('checks reported just before the merge are read after it, later ones are not', () => {
  const read = [
    ...opened,
    told('14:07', 'runs'),
    requiredChecks({ at: '14:07:05', names: ['full-ci'] }),
    checksRead({ at: '14:07:06', sha: fix, covers: 1 }),
    pull({ at: '14:20', sha: fix, state: 'merged', endedAt: at('14:20'), mergeCommit: sha('merge') }),
  ];
  expect(asked([...read, told('14:20:03', 'runs')], '14:20:10')).toEqual(['checks']);
  expect(asked([...read, told('14:21', 'runs')], '14:30')).toEqual([]);
});

test('the checks required after the merge decide whether it was merged in spite of red ones', () => {
  const merged = [
    ...opened,
    told('14:07', 'runs'),
    requiredChecks({ at: '14:07:05', names: ['full-ci'] }),
    checksRead({
      at: '14:07:06',
      sha: fix,
      covers: 1,
      checks: [{ name: 'full-ci', state: 'failed', startedAt: null, url: null }],
    }),
    pull({ at: '14:20', sha: fix, state: 'merged', endedAt: at('14:20'), mergeCommit: sha('merge') }),
  ];
  const breaches = (facts: Fact[]) =>
    planned(facts, '14:30').artefacts.filter(({ kind }) => kind === 'issue');
  expect(planned(merged, '14:30').questions).toEqual([
    { kind: 'required-checks', target: 'main', after: new Date(at('14:20')) },
  ]);
  expect(breaches(merged)).toEqual([]);
  expect(breaches([...merged, requiredChecks({ at: '14:20:05', names: ['full-ci'] })])).toMatchObject([
    { rule: 'bypassed' },
  ]);
  expect(breaches([...merged, requiredChecks({ at: '14:20:05', names: [] })])).toEqual([]);
});

describe('whether there is a conflict', () => {
  const [push, , open] = opened as [Fact, Fact, Fact];
  const behind = (fork: object) => [push, forkPoint({ at: '14:02:01', ...parted, ...fork }), open] as Fact[];

  test('is not asked where the branch had all of the target, and nothing has touched its files since', () => {
    expect(asked(opened, '14:30')).toEqual([]);
  });

  test.each([
    ['it lacked something of the target', behind({ behind: 1 })],
    ['what it lacked is not known', behind({})],
    [
      'the target was touched',
      [...opened, touched({ at: '14:20', sha: sha('other'), commits: [sha('other')] })],
    ],
    ['the branch moved on', [...opened, pushed({ at: '14:20', sha: sha('next'), before: fix })]],
    ['a person wants it looked at', [...opened, ...recheckedAt('14:20')]],
  ])('is asked where %s', (_, facts) => {
    expect(asked(facts as Fact[], '14:30')).toContain('mergeability');
  });

  test('is asked a moment after the pull request was opened: GitHub works it out meanwhile', () => {
    expect(planned(behind({ behind: 1 }), '14:06:02')).toMatchObject({
      questions: [],
      lookAgainAt: new Date(at('14:06:05')),
    });
    expect(asked(behind({ behind: 1 }), '14:06:05')).toEqual(['mergeability']);
    const unknown = mergeability({ at: '14:06:05', sha: fix, mergeable: null });
    expect(asked([...behind({ behind: 1 }), unknown], '14:06:07')).toEqual(['mergeability']);
  });
});
