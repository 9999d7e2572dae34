/** The text for the morning after an incident. */
import { type Comment, comment, reminder, statusComment } from '../../src/artefact/artefact.ts';
import { artefactKey } from '../../src/artefact/keys.ts';
import type { Incident } from '../../src/incident/incident.ts';
import { codeBlock } from '../../src/wording/markdown/code-block.ts';
import { reviewCommentText } from '../../src/wording/review/review-comment-text.ts';
import { reviewText } from '../../src/wording/review/review-text.ts';
import { at, checksRead, deployment, forkPoint, pull, pushed, sha, workflowRun } from '../support/facts.ts';
import {
  answered,
  berlin,
  hotfixAt,
  incidentWith,
  job,
  jobsRead,
  ledger,
  reviewWith,
  seen,
  told,
} from '../support/incidents.ts';
import { inForceFrom } from '../support/policy.ts';
import { repository } from '../support/repository.ts';
import { expectGolden, readGolden } from './golden.ts';
import { hostile } from './hotfix-stories.ts';

const fix = sha('fix');

/** Pushed, run through the fast lane, deployed, with its backfill open. */
const lane = [
  pushed({ at: '14:02', sha: fix }),
  forkPoint({ at: '14:02:05', sha: fix, files: ['src/payment.ts'] }),
  deployment({ at: '14:06:30', sha: fix, state: 'success', createdAt: at('14:03') }),
  workflowRun({ at: '14:06:35', sha: fix, startedAt: at('14:02:10') }),
  jobsRead({
    at: '14:06:36',
    sha: fix,
    jobs: [
      job('hotfix-pipeline / hotfix', {
        'Set up job': 'passed',
        'Unit tests (short)': 'passed',
        'Critical security scan': 'passed',
        'Deploy to production': 'passed',
      }),
    ],
  }),
  pull({ at: '14:06:40', sha: fix }),
];

const url = 'https://github.com/acme/checkout-service/runs/77';
const late = (name: string, state: 'passed' | 'failed', startedAt = at('14:10')) => ({
  name,
  state,
  startedAt,
  url,
});

/** The gate that was skipped fails, is mended, and the backfill is merged. */
const mended = sha('mended');
const merged = [
  ...lane,
  checksRead({ at: '14:30', sha: fix, checks: [late('integration', 'failed'), late('lint', 'passed')] }),
  pushed({ at: '15:00', sha: mended, before: fix }),
  checksRead({
    at: '15:30',
    sha: mended,
    checks: [
      late('integration', 'passed', at('15:10')),
      late('lint', 'passed', at('15:10')),
      late('build', 'passed', at('15:10')),
    ],
  }),
  pull({
    at: '16:30',
    sha: mended,
    state: 'merged',
    createdAt: at('14:06:40'),
    mergedBy: { login: 'grace', bot: false },
  }),
];

const runbook = {
  path: 'runbooks/payments.sh',
  changedAt: new Date('2026-01-10T09:00:00Z'),
  by: 'carol',
  url: 'https://github.com/acme/checkout-service/blob/main/runbooks/payments.sh',
  stale: true,
  touched: false,
};
const runbooks = [{ repository, states: [runbook], complete: true }];

const expectReview = (name: string, incident: Incident): void => {
  const { title, body } = reviewText(incident);
  expectGolden(`review-${name}`, title, body.trimEnd());
};

test('new: one hotfix, deployed a moment ago', () => {
  const production = [
    seen('13:20', { sha: sha('v41'), deployment: 40 }),
    seen('13:41', { sha: sha('v42'), deployment: 41 }),
  ];
  expectReview('new', incidentWith({ hotfixes: [hotfixAt('14:07', lane)], production, runbooks }));
});

test('half done', () => {
  const people = answered.replace('[x] Was', '[ ] Was').replace(' acme/checkout-service#31', '');
  const commands = told(
    '/hotfix timeline detected 15:20',
    '/hotfix timeline rollback none',
    '/hotfix timeline recovered 15:10',
  );
  expectReview(
    'half-done',
    incidentWith({
      hotfixes: [hotfixAt('17:00', merged.slice(0, -1))],
      runbooks,
      commands,
      review: reviewWith(people),
    }),
  );
});

test('complete', () => {
  const commands = told(
    '/hotfix timeline deploy 14:40',
    '/hotfix timeline detected 14:52',
    '/hotfix timeline rollback none',
    '/hotfix timeline recovered 15:07',
    '/hotfix timeline root-cause unknown the logs of the proxy are gone',
  );
  const people = `${answered}\n## Runbooks\n\n- [x] \`runbooks/payments.sh\`\n`;
  expectReview(
    'complete',
    incidentWith({
      hotfixes: [hotfixAt('2026-11-24T09:00:00Z', merged)],
      runbooks,
      commands,
      review: reviewWith(people),
    }),
  );
});

/** The deploy of 13:41 broke it and was rolled back; the fixes were in two repositories. */
const bad = sha('v42');
const other = sha('ledger fix');
const second = 'hotfix/INCIDENT-123-retry-the-ledger';
const several = incidentWith({
  hotfixes: [
    hotfixAt('17:00', merged.slice(0, -1)),
    hotfixAt(
      '17:00',
      [
        pushed({ at: '14:20', sha: other, branch: second, by: { login: 'carol', bot: false } }),
        deployment({
          at: '14:25',
          sha: other,
          branch: second,
          ref: second,
          state: 'failure',
          createdAt: at('14:22'),
          deployment: 51,
          run: null,
          url: null,
        }),
        deployment({
          at: '14:31',
          sha: other,
          branch: second,
          ref: second,
          state: 'success',
          createdAt: at('14:28'),
          deployment: 52,
          run: null,
          url: null,
        }),
      ],
      { in: ledger },
    ),
    hotfixAt('17:00', [
      pushed({
        at: '14:40',
        sha: sha('third'),
        branch: 'hotfix/INCIDENT-123-log-it',
        by: { login: 'renovate[bot]', bot: true },
      }),
    ]),
  ],
  production: [
    seen('12:00', { sha: sha('v41'), deployment: 40 }),
    seen('13:41', { sha: bad, deployment: 41, startedAt: new Date(at('13:36')) }),
    seen('13:58', {
      sha: sha('v41'),
      deployment: 42,
      startedAt: new Date(at('13:55')),
      by: { login: 'grace', bot: false },
    }),
    seen('14:06:30', { sha: fix, deployment: 43 }),
    seen('14:31', { sha: other, deployment: 52, repository: ledger }),
  ],
  runbooks: [
    { repository, states: [], complete: true },
    {
      repository: ledger,
      states: [
        { ...runbook, path: 'runbooks/ledger.md', stale: false, changedAt: new Date('2026-10-01T09:00:00Z') },
      ],
      complete: true,
    },
  ],
  commands: told('/hotfix timeline detected 14:50'),
  review: reviewWith(''),
});

test('several hotfixes in two repositories, with a rollback', () => {
  expectReview('several', several);
});

test('hostile names', () => {
  const inForce = inForceFrom(`
branches: {name: '^(?<incident>.*?)-(?<slug>x)$'}
incidents: {url: 'https://incidents.example.com/{incident}'}
pipeline: {gates: {'unit|tests <b>@bob</b>': {keep: true, match: ['*']}}}
`);
  const branch = 'hotfix/--><b>@bob|`#1`:end-x';
  const id = '--><b>@bob|`#1`:end';
  const by = { login: hostile.login, bot: false };
  const dirty = [
    pushed({ at: '14:02', sha: fix, branch, by }),
    deployment({
      at: '14:06',
      sha: fix,
      branch,
      ref: branch,
      state: 'success',
      environment: 'production',
      by,
      createdAt: at('14:03'),
      url: 'javascript:alert(1)',
    }),
    workflowRun({ at: '14:07', sha: fix, branch }),
    { ...jobsRead({ at: '14:08', sha: fix, jobs: [job('<script>|@bob')] }), branch },
  ];
  const commands = told('/hotfix timeline detected unknown --> @bob closes #1 | <img src=x>').map((one) => ({
    ...one,
    by,
  }));
  const production = [
    seen('14:00', { sha: sha('v1'), deployment: 1, environment: 'prod|@bob', by, url: 'https://x/) @bob' }),
  ];
  const states = [{ ...runbook, path: 'runbooks/`|@bob`<b>.md', by: hostile.login }];
  const incident = incidentWith({
    id,
    hotfixes: [hotfixAt('15:00', dirty, { inForce })],
    home: { repository, inForce },
    production,
    commands,
    runbooks: [{ repository, states, complete: false }],
    review: reviewWith('## Improvements\n\n- @bob `x` <b> | closes #1'),
  });
  expectReview('hostile', incident);
  const shown = reviewText(incident).block.replace(/(`+)[^`].*?\1/g, '');
  expect(shown).not.toMatch(/@bob|<b>|<img|<script|javascript:/);
  expect(shown.match(/<!--/g)).toHaveLength(2);
});

test('a reminder, and the answers', () => {
  const reminded = (count: number): string => {
    const key = artefactKey.reviewReminder(12, count - 1);
    return reviewCommentText({ ...reminder({ key, number: 12, count }), rule: 'review-reminder' }, several);
  };
  const said = (rule: string, key: Comment['key'], incident = several): string =>
    reviewCommentText({ ...comment({ key, number: 12 }), rule }, incident);
  expectGolden('review-reminder', null, reminded(1));
  expectGolden('review-reminder-last', null, reminded(7));
  expectGolden('review-elsewhere', null, said('review-elsewhere', artefactKey.reviewElsewhere(19)));
  const lines = {
    'timeline-odd': '/hotfix timeline recovered 14:30',
    'timeline-none': '/hotfix timeline rollback none: it was fixed forward',
    'without-a-row': '/hotfix timeline 14:30',
    'another-command': '/hotfix waive It is gone',
    status: '/hotfix status',
  };
  for (const [name, line] of Object.entries(lines)) {
    const commands = [...several.commands, ...told('', line).slice(1)];
    expectGolden(
      `review-answer-${name}`,
      null,
      said('review-commands', 'command:901:0', { ...several, commands }),
    );
  }
});

test('on a review that a person opened, this App’s part is in a comment', () => {
  const review = reviewWith(answered, { ours: false, state: 'closed', closedAt: new Date(at('18:00')) });
  const key = artefactKey.reviewBlock('INCIDENT-123');
  const body = reviewCommentText(
    { ...statusComment({ key, number: 12 }), rule: 'review' },
    incidentWith({ review, home: { repository, inForce: berlin } }),
  );
  expect(body).toMatch(/^<!-- hotfix-policy:review:INCIDENT-123 -->\n/);
  expect(body).not.toContain(':end');
  expect(body).toContain('**Closed with 5 parts missing:**');
});

describe('the chart of a timeline', () => {
  /** The part of Mermaid's grammar for gantt charts that is used here. */
  const grammar = [
    /^gantt$/,
    /^dateFormat YYYY-MM-DDTHH:mm$/,
    /^axisFormat %d %b %H:%M$/,
    /^section [A-Za-z0-9._/ -]+$/,
    /^(?:Deploy|Issue|Rollback|Service|Root)[A-Za-z0-9._/ -]+ :milestone, row\d, \d{4}-\d\d-\d\dT\d\d:\d\d, 0m$/,
    /^From detection to recovery :crit, down, \d{4}-\d\d-\d\dT\d\d:\d\d, [1-9]\d*m$/,
    /^Deploy of [A-Za-z0-9._/ -]+ :(?:done|crit|active), deploy\d+, \d{4}-\d\d-\d\dT\d\d:\d\d, [1-9]\d*m$/,
  ];

  test.each(['several', 'half-done', 'complete', 'hostile'])('of %s is one that Mermaid reads', (name) => {
    const text = readGolden(`review-${name}`);
    const [, chart = ''] = /```mermaid\n([\s\S]*?)\n```/.exec(text) ?? [];
    const lines = chart.split('\n');
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) expect(grammar.filter((rule) => rule.test(line))).toHaveLength(1);
    expect(text).toContain(codeBlock(lines, 'mermaid'));
  });
});
