import { checkRun } from '../../src/artefact/artefact.ts';
import type { Fact } from '../../src/facts/fact.ts';
import { plan } from '../../src/hotfix/plan.ts';
import type { Situation } from '../../src/hotfix/situation.ts';
import type { PolicyMistake } from '../../src/policy/explain/problem.ts';
import { checkRunText } from '../../src/wording/check-run/check-run-text.ts';
import { reportOf } from '../../src/wording/report.ts';
import { policyFileWords } from '../../src/wording/rules/policy-file.ts';
import {
  at,
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
  targetPushed,
  whereabouts,
} from '../support/facts.ts';
import { repositoryWith } from '../support/repositories.ts';
import { repository } from '../support/repository.ts';
import { expectGolden } from './golden.ts';
import {
  begun,
  berlin,
  checks,
  closed,
  commandedBy,
  deployed,
  discarded,
  fix,
  green,
  hostile,
  inForce,
  merged,
  opened,
  red,
  reportFor,
  reverted,
  situationAt,
} from './hotfix-stories.ts';

const next = sha('next');
const misnamed = pushed({ at: '14:02', sha: fix, branch: 'hotfix/quick' });
const mistakes: PolicyMistake[] = [
  {
    line: 4,
    column: 13,
    path: 'backfill.deadline',
    problem: { code: 'not-a-duration', example: '24h' },
  },
  {
    line: 7,
    column: 1,
    path: 'remindrs',
    problem: { code: 'misspelt-key', key: 'remindrs', nearest: 'reminders' },
  },
];
const refused: Fact = {
  ...nothingToMerge({ at: '14:06:33', sha: fix }),
  kind: 'refused',
  artefact: 'backfill:hotfix/INCIDENT-123-fix-payment-timeout:1',
  reason: "Head sha can't be blank",
} as unknown as Fact;

const cases: [name: string, topic: string | null, situation: Situation][] = [
  ['before-the-deploy', 'backfill', situationAt('14:03', [pushed({ at: '14:02', sha: fix })])],
  [
    'deploy-failed',
    'backfill',
    situationAt('14:07', [
      pushed({ at: '14:02', sha: fix }),
      deployment({ at: '14:06', sha: fix, state: 'failure', createdAt: at('14:03') }),
    ]),
  ],
  [
    'deadline-from-the-deploy',
    'backfill',
    situationAt(
      '14:03',
      [pushed({ at: '14:02', sha: fix })],
      inForce(`${berlin}backfill: { clock: deploy }`),
    ),
  ],
  ['misnamed', 'misnamed', situationAt('14:03', [misnamed])],
  [
    'misnamed-hostile',
    'misnamed',
    situationAt('14:03', [
      pushed({ at: '14:02', sha: fix, branch: hostile.branch, by: { login: hostile.login, bot: false } }),
    ]),
  ],
  [
    'misnamed-by-case',
    'misnamed',
    situationAt('14:03', [pushed({ at: '14:02', sha: fix, branch: 'hotfix/incident-77_Fix_Login' })]),
  ],
  [
    'policy-mistake',
    'policy-file',
    situationAt('14:03', deployed, inForce(berlin, { origin: 'last-good', mistakes, brokenBy: fix })),
  ],
  ['pipeline-unknown', 'full-pipeline', situationAt('14:08', begun)],
  [
    'pipeline-pending',
    'full-pipeline',
    situationAt('14:31', [
      ...opened,
      checks({ 'full-ci': 'pending', license: 'skipped', 'security-scan': 'passed' }),
    ]),
  ],
  ['pipeline-failed', 'full-pipeline', situationAt('14:31', red)],
  ['pipeline-failed-overdue', 'full-pipeline', situationAt('2026-11-24T14:02:01Z', red)],
  ['pipeline-passed', 'full-pipeline', situationAt('14:31', green)],
  [
    'pipeline-passed-with-conflict',
    'full-pipeline',
    situationAt('14:31', [
      ...green,
      mergeability({ at: '14:32', sha: fix, mergeable: false, files: ['src/pay.go', 'go.mod'] }),
    ]),
  ],
  [
    'deploy-under-way',
    'backfill',
    situationAt('14:04', [
      pushed({ at: '14:02', sha: fix }),
      deployment({ at: '14:03', sha: fix, state: 'waiting' }),
    ]),
  ],
  [
    'never-deployed-overdue',
    'backfill',
    situationAt('2026-11-24T14:02:01Z', [pushed({ at: '14:02', sha: fix })]),
  ],
  [
    'failed-then-handed-over',
    'backfill',
    situationAt('14:40', [
      pushed({ at: '14:02', sha: fix }),
      deployment({ at: '14:06', sha: fix, state: 'failure', createdAt: at('14:03') }),
      dispatch({ at: '14:30', sha: fix }),
    ]),
  ],
  [
    'pipeline-pending-with-conflict',
    'full-pipeline',
    situationAt('14:31', [
      ...opened,
      checks({ license: 'passed', 'security-scan': 'passed' }),
      mergeability({ at: '14:32', sha: fix, mergeable: false, files: ['src/pay.go'] }),
    ]),
  ],
  [
    'pipeline-never-started',
    'full-pipeline',
    situationAt('14:31', [...opened, requiredChecks({ at: '14:29', names: [] }), checks({})]),
  ],
  ['backfill-closed', 'closed-unmerged', situationAt('16:01', closed)],
  ['backfill-refused', 'backfill', situationAt('14:08', [...deployed, refused])],
  ['done-merged', 'done', situationAt('2026-11-24T09:13:00Z', merged)],
  [
    'done-merged-pushed-since',
    'done',
    situationAt('2026-11-24T10:01:00Z', [
      ...merged,
      pushed({ at: '2026-11-24T10:00:00Z', sha: next, before: fix }),
    ]),
  ],
  [
    'done-declared',
    'done',
    situationAt('2026-11-24T15:00Z', [
      ...closed,
      ...commandedBy('/hotfix supersede The config service sets it now', true),
    ]),
  ],
  [
    'done-declared-and-still-open',
    'done',
    situationAt('16:01', [...red, ...commandedBy('/hotfix supersede The config service sets it now', true)]),
  ],
  [
    'done-on-target',
    'done',
    situationAt('15:01', [
      ...deployed,
      targetPushed({ at: '14:20', sha: next, commits: [fix, next] }),
      searched({ at: '14:20:12', sha: fix, verdict: { kind: 'there', by: next, edited: false } }),
    ]),
  ],
  [
    'done-found-and-edited-since',
    'done',
    situationAt('15:01', [
      ...deployed,
      searched({ at: '14:20:12', sha: fix, verdict: { kind: 'there', by: null, edited: true } }),
    ]),
  ],
  [
    'production-runs-what-was-forced-away',
    'backfill',
    situationAt('16:01', [
      ...deployed,
      pushed({ at: '14:30', sha: next, before: fix, forced: true }),
      pull({ at: '14:40', sha: next, state: 'merged', createdAt: at('14:31'), endedAt: at('14:40') }),
      whereabouts({ at: '14:41', sha: fix, exists: true }),
      searched({ at: '14:42', sha: fix, verdict: { kind: 'not-there' } }),
    ]),
  ],
  [
    'production-runs-what-was-taken-back-on-the-branch',
    'backfill',
    situationAt('16:01', [
      ...deployed,
      pushed({ at: '14:30', sha: next, before: fix }),
      pull({ at: '14:40', sha: next, state: 'merged', createdAt: at('14:31'), endedAt: at('14:40') }),
      whereabouts({ at: '14:41', sha: fix, exists: true }),
      searched({ at: '14:42', sha: fix, verdict: { kind: 'not-there' } }),
    ]),
  ],
  [
    'rolled-back',
    'backfill',
    situationAt('14:50', [
      deployment({
        at: '13:30',
        sha: sha('good'),
        branch: null,
        ref: 'main',
        deployment: 41,
        state: 'success',
      }),
      ...deployed,
      deployment({
        at: '14:20',
        sha: sha('good'),
        branch: null,
        ref: 'main',
        deployment: 43,
        state: 'success',
      }),
    ]),
  ],
  [
    'missing-after-the-merge',
    'taken-back',
    situationAt('2026-11-24T12:01:00Z', [
      ...merged,
      forkPoint({ at: '14:02:01', sha: fix }),
      searched({
        at: '2026-11-24T12:00:12Z',
        sha: fix,
        verdict: { kind: 'partly', missing: [{ sha: fix, subject: 'Fix' }], files: ['src/payment.ts'] },
      }),
    ]),
  ],
  ['reverted', 'taken-back', situationAt('2026-11-24T12:01:00Z', reverted)],
  [
    'taken-back-overdue',
    'taken-back',
    situationAt('2026-11-26T12:01:00Z', [
      ...merged,
      searched({
        at: '2026-11-24T12:00:12Z',
        sha: fix,
        verdict: { kind: 'reverted', by: null, files: ['src/payment.ts', 'a|`b`.ts'] },
      }),
    ]),
  ],
  [
    'partly-on-the-target',
    'backfill',
    situationAt('15:01', [
      ...deployed,
      searched({
        at: '14:20:12',
        sha: fix,
        verdict: {
          kind: 'partly',
          missing: [{ sha: fix, subject: 'Raise the @payment timeout, fixes #1' }],
          files: ['src/payment.ts'],
        },
      }),
    ]),
  ],
  [
    'unclear-on-the-target',
    'backfill',
    situationAt('15:01', [
      ...deployed,
      searched({ at: '14:20:12', sha: fix, verdict: { kind: 'unclear', files: ['src/payment.ts'] } }),
    ]),
  ],
  [
    'nothing-of-it-on-the-target',
    'backfill',
    situationAt('15:01', [
      ...deployed,
      searched({ at: '14:20:12', sha: fix, verdict: { kind: 'not-there' } }),
    ]),
  ],
  [
    'done-merged-edited-since',
    'done',
    situationAt('2026-11-24T12:01:00Z', [
      ...merged,
      searched({
        at: '2026-11-24T12:00:12Z',
        sha: fix,
        verdict: { kind: 'there', by: sha('merge'), edited: true },
      }),
    ]),
  ],
  [
    'done-merged-changed-in-another-way',
    'done',
    situationAt('2026-11-24T12:01:00Z', [
      ...merged,
      searched({
        at: '2026-11-24T12:00:12Z',
        sha: fix,
        verdict: { kind: 'unclear', files: ['src/payment.ts', 'a|`b`.ts'] },
      }),
    ]),
  ],
  [
    'done-nothing-to-merge',
    'done',
    situationAt('14:08', [
      ...deployed,
      nothingToMerge({ at: '14:06:33', sha: fix }),
      searched({ at: '14:06:34', sha: fix, verdict: { kind: 'nothing' } }),
    ]),
  ],
  [
    'abandoned',
    'abandoned',
    situationAt('15:01', [
      pushed({ at: '14:02', sha: fix }),
      deleted({ at: '15:00', sha: fix }),
      whereabouts({ at: '15:00:12', sha: fix }),
      searched({ at: '15:00:13', sha: fix, verdict: { kind: 'not-there' } }),
    ]),
  ],
  ['discarded', 'discarded', situationAt('15:01', discarded)],
  [
    'discarded-after-a-later-push',
    'discarded',
    situationAt('15:01', [
      ...deployed,
      pushed({ at: '14:40', sha: next, before: fix }),
      deleted({ at: '15:00', sha: next }),
      whereabouts({ at: '15:00:12', sha: next }),
      searched({ at: '15:00:13', sha: fix, verdict: { kind: 'not-there' } }),
      searched({ at: '15:00:14', sha: next, verdict: { kind: 'not-there' } }),
    ]),
  ],
  [
    'owed-again-after-the-merge',
    'backfill',
    situationAt('2026-11-24T11:01:00Z', [
      ...merged,
      pushed({ at: '2026-11-24T10:00:00Z', sha: next, before: fix }),
      deployment({ at: '2026-11-24T11:00:00Z', sha: next, state: 'success', deployment: 43 }),
    ]),
  ],
  ['superseded', null, situationAt('15:01', [...red, pushed({ at: '15:00', sha: next, before: fix })])],
  [
    'in-observe-mode',
    'full-pipeline',
    situationAt(
      '2026-11-24T14:02:01Z',
      [...red, whereabouts({ at: '2026-11-24T14:02:00.500Z', sha: fix, exists: true })],
      inForce(`${berlin}mode: observe\n`),
    ),
  ],
  ['observe-before-backfill', 'backfill', situationAt('14:07', deployed, inForce('mode: observe'))],
];

test.each(cases)('check run: %s', (name, headline, situation) => {
  const { report, run } = planned(situation);
  const wanted = run(headline === null ? fix : situation.hotfix.lastHead);
  // The story really leads there.
  expect(wanted?.headline).toBe(headline);
  if (!wanted) throw new Error('no check run');
  const { title, summary } = checkRunText(wanted, report);
  expectGolden(`check-${name}`, title, summary);
});

function planned(situation: Situation) {
  const now =
    situation.obligation.kind === 'open' && situation.obligation.overdue
      ? new Date('2026-11-24T14:02:01Z')
      : new Date(at('14:07'));
  const wanted = plan(situation, now);
  const run = (of: string) =>
    wanted.artefacts.find((one) => one.kind === 'check-run' && one.sha === of) as
      | Extract<(typeof wanted.artefacts)[number], { kind: 'check-run' }>
      | undefined;
  return { report: reportOf(situation, wanted), run };
}

test('a policy file with mistakes that was never valid leaves the defaults in force, and says so', () => {
  const situation = repositoryWith({ inForce: inForce('', { origin: 'defaults', mistakes }) });
  const { title, summary } = policyFileWords.checkRun({ repository, situation, now: new Date() });
  expectGolden('policy-mistakes', title, summary);
});

test('the check run of a superseded head says the same whatever comes after', () => {
  const second = pushed({ at: '15:00', sha: next, before: fix });
  const third = pushed({ at: '15:10', sha: sha('third'), before: next });
  const run = checkRun({ key: `check:${fix}`, sha: fix, conclusion: 'neutral', headline: null });
  const texts = [
    situationAt('15:01', [...red, second]),
    situationAt('15:11', [...red, second, third]),
    situationAt('2026-11-24T14:02:01Z', [...red, second, third]),
    situationAt('2026-11-24T14:02:01Z', [...red, second, third], inForce(`${berlin}mode: observe`)),
  ].map((situation) => JSON.stringify(checkRunText(run, reportFor(situation))));
  expect(new Set(texts).size).toBe(1);
});
