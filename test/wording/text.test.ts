import {
  type Comment,
  type Issue,
  type Reminder,
  statusComment,
  backfill as wantedBackfill,
  comment as wantedComment,
  issue as wantedIssue,
  reminder as wantedReminder,
} from '../../src/artefact/artefact.ts';
import type { By } from '../../src/artefact/rule.ts';
import type { HotfixSummary } from '../../src/hotfix/hotfix-summary.ts';
import type { Situation } from '../../src/hotfix/situation.ts';
import { backfillText } from '../../src/wording/backfill/backfill-text.ts';
import { commentText } from '../../src/wording/backfill/comment-text.ts';
import { issueText } from '../../src/wording/breach/issue-text.ts';
import { repositoryIssueText } from '../../src/wording/breach/repository-issue-text.ts';
import { labelOf } from '../../src/wording/phrases/label-of.ts';
import {
  at,
  deleted,
  mergeability,
  pull,
  pushed,
  searched,
  tampered,
  targetPushed,
  whereabouts,
} from '../support/facts.ts';
import { issueOf, repositoryWith } from '../support/repositories.ts';
import { repository } from '../support/repository.ts';
import { expectGolden } from './golden.ts';
import {
  begun,
  berlin,
  closed,
  commandedBy,
  deployed,
  discarded,
  fix,
  green,
  hostile,
  inForce,
  merged,
  red,
  reportFor,
  reverted,
  situationAt,
} from './hotfix-stories.ts';

const first = pushed({ at: '14:02', sha: fix });
const gone = deleted({ at: '2026-11-25T15:00:00Z', sha: fix });
const abandoned = [
  first,
  gone,
  whereabouts({ at: '2026-11-25T15:00:12Z', sha: fix }),
  searched({ at: '2026-11-25T15:00:13Z', sha: fix, verdict: { kind: 'not-there' } }),
];
const renamed = [
  first,
  gone,
  pushed({ at: '2026-11-25T14:59:58Z', sha: fix, branch: 'hotfix/INCIDENT-124-fix-payment-timeout' }),
];
const late = '2026-11-24T14:02:01Z';
const conflicting = [
  ...red,
  mergeability({ at: '14:32', sha: fix, mergeable: false, files: ['src/pay.go', 'go.mod'] }),
];
const hostilePush = pushed({
  at: '14:02',
  sha: fix,
  branch: hostile.branch,
  by: { login: hostile.login, bot: false },
});

test.each<[string, Situation]>([
  ['deployed', situationAt('14:07', deployed)],
  [
    'not-deployed',
    situationAt('15:03', [pushed({ at: '14:02', sha: fix })], inForce('backfill: { draft: true }')),
  ],
  ['hostile', situationAt('15:03', [hostilePush])],
])('backfill: %s', (name, situation) => {
  const { branch } = situation.hotfix;
  const backfill = wantedBackfill({
    key: `backfill:${branch}:1`,
    branch,
    sha: fix,
    target: 'main',
    draft: false,
    number: null,
  });
  const { title, body } = backfillText({ ...backfill, rule: 'backfill' }, reportFor(situation));
  expectGolden(`backfill-${name}`, title, body);
});

const status: By<Comment> = { ...statusComment({ key: 'status:7', number: 7 }), rule: 'display' };
const reminder: By<Reminder> = {
  ...wantedReminder({ key: 'reminder:7:1795442520000:0', number: 7, count: 1 }),
  rule: 'reminder',
};
const closedComment: By<Comment> = {
  ...wantedComment({ key: 'reminder:7:closed-1795449600000', number: 7 }),
  rule: 'closed-unmerged',
};
const takenBackComment: By<Comment> = {
  ...wantedComment({ key: 'reminder:7:reverted-1795521600000', number: 7 }),
  rule: 'taken-back',
};

test.each<[string, By<Comment | Reminder>, Situation]>([
  ['status-open', status, situationAt('14:08', begun)],
  ['status-failed-and-conflicting', status, situationAt('14:33', conflicting)],
  ['status-overdue', status, situationAt(late, red)],
  [
    'status-put-right',
    status,
    situationAt(late, [
      ...red,
      tampered({ at: '2026-11-24T14:00:00Z' }),
      tampered({ at: '2026-11-24T14:01:00Z', change: 'added', by: { login: 'x`@org/team #1', bot: false } }),
      tampered({ at: '2026-11-24T14:02:00Z', what: 'issue', number: 99, change: 'closed' }),
    ]),
  ],
  ['status-merged', status, situationAt('2026-11-24T09:13:00Z', merged)],
  ['status-closed', status, situationAt('16:01', closed)],
  ['reminder-failed', reminder, situationAt(late, red)],
  ['reminder-ready', reminder, situationAt(late, green)],
  ['reminder-last', { ...reminder, count: 7 }, situationAt(late, closed)],
  ['reminder-without-pull-request', reminder, situationAt(late, deployed)],
  ['reminder-discarded', reminder, situationAt(late, discarded)],
  ['closed-unmerged', closedComment, situationAt('16:01', closed)],
  ['reverted', takenBackComment, situationAt('2026-11-24T12:01:00Z', reverted)],
  ['status-reverted', status, situationAt('2026-11-24T12:01:00Z', reverted)],
])('comment: %s', (name, comment, situation) => {
  expectGolden(`comment-${name}`, null, commentText(comment, reportFor(situation)));
});

test.each<[string, string, Issue['state'], Situation]>([
  ['overdue', 'overdue', 'open', situationAt(late, red)],
  ['overdue-hostile', 'overdue', 'open', situationAt(late, [hostilePush])],
  ['overdue-cured', 'overdue', 'closed', situationAt('2026-11-24T16:00:01Z', merged)],
  [
    'overdue-declared',
    'overdue',
    'closed',
    situationAt('2026-11-24T16:00:01Z', [
      ...closed,
      ...commandedBy('/hotfix supersede The config service sets it now', true),
    ]),
  ],
  ['discarded', 'discarded', 'open', situationAt('15:01', discarded)],
  [
    'bypassed',
    'bypassed',
    'open',
    situationAt('15:01', [
      ...deployed,
      targetPushed({ at: '14:20', sha: fix, commits: [fix] }),
      searched({
        at: '14:20:12',
        sha: fix,
        verdict: { kind: 'there', by: fix, edited: false },
        via: 'none',
      }),
    ]),
  ],
  [
    'bypassed-red',
    'bypassed',
    'open',
    situationAt('16:01', [
      ...red,
      pull({
        at: '16:00',
        sha: fix,
        state: 'merged',
        createdAt: at('14:06:32'),
        mergedBy: { login: 'grace', bot: false },
      }),
    ]),
  ],
  ['overdue-abandoned', 'overdue', 'closed', situationAt('2026-11-25T15:01:00Z', abandoned)],
  ['overdue-renamed', 'overdue', 'closed', situationAt('2026-11-25T15:01:00Z', renamed)],
  [
    'discarded-restored',
    'discarded',
    'closed',
    situationAt('16:01', [...discarded, pushed({ at: '16:00', sha: fix })]),
  ],
])('issue: %s', (name, rule, state, situation) => {
  const key = `breach:${rule}:${situation.hotfix.branch}` as const;
  const { title, body } = issueText(
    { ...wantedIssue({ key, state, upkeep: 'current', labels: [], assignees: [] }), rule },
    reportFor(situation),
  );
  expectGolden(`issue-${name}`, title, body);
});

const summary: HotfixSummary = {
  branch: 'hotfix/INCIDENT-118-stop-double-charge',
  incident: 'INCIDENT-118',
  author: { login: 'ada', bot: false },
  startedAt: new Date(at('2026-11-03T09:20:00Z')),
  state: 'done',
  pull: { number: 4, url: 'https://github.com/acme/checkout-service/pull/4' },
  doneAt: new Date(at('2026-11-03T15:00:00Z')),
  laneTime: 252_000,
  pipelineTime: 1_320_000,
};
const summaries: HotfixSummary[] = [
  summary,
  {
    ...summary,
    branch: hostile.branch,
    incident: null,
    author: { login: hostile.login, bot: false },
    pull: null,
    doneAt: null,
    state: 'abandoned',
    laneTime: null,
    pipelineTime: null,
  },
  {
    ...summary,
    branch: 'hotfix/INCIDENT-123-fix-payment-timeout',
    incident: 'INCIDENT-123',
    startedAt: new Date(at('14:02')),
    state: 'overdue',
    doneAt: null,
    laneTime: 310_000,
    pipelineTime: null,
  },
];

test.each<[string, string, HotfixSummary[]]>([
  ['month', berlin, summaries],
  [
    '30d-not-measured',
    `${berlin}frequency: {window: 30d}`,
    summaries.map((one) => ({ ...one, laneTime: null, pipelineTime: null })),
  ],
])('frequency: %s', (name, policy, all) => {
  const now = new Date(at('18:00'));
  const situation = repositoryWith({ inForce: inForce(policy), summaries: all });
  const issue = issueOf('frequency', situation, now);
  const { title, body } = repositoryIssueText(issue, { repository, situation, now });
  expectGolden(`frequency-${name}`, title, body);
});

test('labels that the App creates say what they are for', () => {
  expect(labelOf('hotfix: overdue').description).toBe('This hotfix is past its deadline');
  expect(labelOf('constructor')).toEqual({ ...labelOf('anything'), name: 'constructor' });
  for (const name of ['hotfix', 'hotfix: overdue', 'hotfix-policy', 'anything']) {
    expect(labelOf(name).color).toMatch(/^[0-9a-f]{6}$/);
    expect(labelOf(name).description.length).toBeLessThanOrEqual(100);
  }
});

const declare = '/hotfix supersede The config service sets the timeout now, see #41';

test.each<[string, Situation]>([
  ['declared', situationAt('16:01', [...red, ...commandedBy(declare, true)])],
  [
    'declared-after-the-merge',
    situationAt('2026-11-24T10:00:00Z', [...merged, ...commandedBy(declare, true)]),
  ],
  ['not-entitled', situationAt('16:01', [...red, ...commandedBy(declare, false)])],
  [
    'author',
    situationAt(
      '16:01',
      [...red, ...commandedBy(declare, null, 'Ada')],
      inForce('approvers: [bob, acme/on-call]'),
    ),
  ],
  ['unknown', situationAt('16:01', [...red, ...commandedBy('/hotfix approve', null)])],
  ['unknown-hostile', situationAt('16:01', [...red, ...commandedBy('/hotfix `@bob|#1` <!-- x -->', null)])],
  ['without-a-reason', situationAt('16:01', [...red, ...commandedBy('/hotfix supersede', null)])],
  ['help', situationAt('16:01', [...red, ...commandedBy('/hotfix help', null)])],
  [
    'waived',
    situationAt('16:01', [...red, ...commandedBy('/hotfix waive The service is switched off', true)]),
  ],
  [
    'extended',
    situationAt('16:01', [...red, ...commandedBy('/hotfix extend 12h The vendor is on it', true)]),
  ],
  ['extended-too-far', situationAt('16:01', [...red, ...commandedBy('/hotfix extend 4d Holidays', true)])],
  ['extended-by-nothing', situationAt('16:01', [...red, ...commandedBy('/hotfix extend', null)])],
  ['deployed', situationAt('16:01', [...red, ...commandedBy('/hotfix deployed 15:20', true)])],
  ['deployed-without-the-right', situationAt('16:01', [...red, ...commandedBy('/hotfix deployed', false)])],
  [
    'deployed-before-the-first-push',
    situationAt('16:01', [...red, ...commandedBy('/hotfix deployed 1999-01-01 10:00', null)]),
  ],
  [
    'deployed-in-the-future',
    situationAt('16:01', [...red, ...commandedBy('/hotfix deployed 2026-12-24 15:20', null)]),
  ],
])('answer to a command: %s', (name, situation) => {
  const [command] = situation.hotfix.commands;
  if (!command) throw new Error('there is no command');
  const comment = { ...wantedComment({ key: command.key, number: 7 }), rule: 'commands' };
  expectGolden(`command-${name}`, null, commentText(comment, reportFor(situation)));
});
