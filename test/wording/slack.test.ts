/** Slack messages: at three in the morning they say what, where, who, whether it worked, and what next. */
import fc from 'fast-check';
import { judgeMessage } from '../../demo/slack/judge-message.ts';
import type { ProductionDeploy } from '../../src/hotfix/production-deploys.ts';
import type { Situation } from '../../src/hotfix/situation.ts';
import type { BreachNews } from '../../src/notify/occurrences.ts';
import type { RepositorySituation } from '../../src/repository/situation.ts';
import { slackAdvice } from '../../src/wording/slack/slack-advice.ts';
import { slackHotfixMessage } from '../../src/wording/slack/slack-hotfix.ts';
import { slackRepositoryMessage } from '../../src/wording/slack/slack-repository.ts';
import { slackReviewMessage } from '../../src/wording/slack/slack-review.ts';
import {
  slackCode,
  slackEscape,
  slackLink,
  slackWithin,
  slackWords,
} from '../../src/wording/slack/slack-text.ts';
import {
  at,
  commanded,
  deployment,
  entitlement,
  pull,
  pushed,
  searched,
  sha,
  targetPushed,
} from '../support/facts.ts';
import { answered, hotfixAt, incidentWith, ledger, reviewWith } from '../support/incidents.ts';
import { deployOf, issueOf, nowhere, onTarget, repositoryWith, summaryOf } from '../support/repositories.ts';
import { repository } from '../support/repository.ts';
import { expectGolden } from './golden.ts';
import {
  berlin,
  checks,
  closed,
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
import { expectSlackGolden } from './slack-golden.ts';

const late = '2026-11-24T14:02:01Z';
const soon = '2026-11-24T09:13:00Z';

function withIssue(situation: Situation, key: string): Situation {
  const issue = { number: 9, url: `${repository.url}/issues/9`, at: new Date(at(late)) };
  const ledger = { written: { [key]: issue }, refused: {} };
  return { ...situation, hotfix: { ...situation.hotfix, ledger } };
}

const branch = 'hotfix/INCIDENT-123-fix-payment-timeout';
const nasty = `hotfix/${'<!channel>&`*'.repeat(20)}`;
const hostileSituation = situationAt(late, [
  pushed({ at: '14:02', sha: fix, branch: nasty, by: { login: hostile.login, bot: false } }),
  deployment({
    at: '14:06:30',
    sha: fix,
    branch: nasty,
    state: 'success',
    createdAt: at('14:03'),
    environment: 'production',
    by: { login: '<@U123>|`x`', bot: false },
    url: 'https://evil.example/?a=1&b=<!here>|x',
  }),
]);

test.each<[string, Parameters<typeof slackHotfixMessage>[0], Situation]>([
  ['deployed', 'deployed', situationAt('14:08', opened)],
  ['deployed-before-the-pull-request', 'deployed', situationAt('14:07', deployed)],
  ['deployed-and-on-its-target-already', 'deployed', situationAt(soon, merged)],
  ['open-and-never-deployed', 'open', situationAt('15:00', [pushed({ at: '14:02', sha: fix })])],
  ['overdue', 'overdue', withIssue(situationAt(late, red), `breach:overdue:${branch}`)],
  ['overdue-and-ready', 'overdue', situationAt(late, green)],
  ['overdue-and-closed', 'overdue', situationAt(late, closed)],
  ['overdue-and-never-deployed', 'overdue', situationAt(late, [pushed({ at: '14:02', sha: fix })])],
  ['taken-back', 'overdue', situationAt('2026-11-26T12:00:00Z', reverted)],
  ['discarded', 'discarded', withIssue(situationAt('15:01', discarded), `breach:discarded:${branch}`)],
  ['discarded-without-an-issue', 'discarded', situationAt('15:01', discarded)],
  [
    'bypassed',
    { rule: 'bypassed', event: 'breach' },
    withIssue(
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
      `breach:bypassed:${branch}`,
    ),
  ],
  [
    'merged-red',
    { rule: 'bypassed', event: 'breach' },
    situationAt(soon, [
      ...opened,
      checks({ 'full-ci': 'failed', license: 'passed', 'security-scan': 'passed', staging: 'passed' }),
      ...merged.slice(-1),
    ]),
  ],
  ['done', 'done', situationAt(soon, merged)],
  [
    'cured-late',
    { rule: 'overdue', event: 'cured' },
    situationAt('2026-11-24T16:00:00Z', [
      ...green,
      pull({ at: '2026-11-24T15:32:00Z', sha: fix, state: 'merged', createdAt: at('14:06:32') }),
    ]),
  ],
  [
    'waived',
    { rule: 'overdue', event: 'cured' },
    situationAt('16:01', [
      ...opened,
      commanded({
        at: '16:00',
        line: '/hotfix waive <!here> it is *not* needed & `gone`',
        by: { login: 'grace', bot: false },
      }),
      entitlement({ at: '16:00:02', entitled: true }),
    ]),
  ],
  [
    'put-off',
    { rule: 'overdue', event: 'cured' },
    situationAt('2026-11-24T15:00:00Z', [
      ...opened,
      commanded({
        at: '2026-11-24T14:30:00Z',
        line: '/hotfix extend 12h at the vendor',
        by: { login: 'grace', bot: false },
      }),
      entitlement({ at: '2026-11-24T14:30:02Z', entitled: true }),
    ]),
  ],
  ['there-again', { rule: 'discarded', event: 'cured' }, situationAt('15:30', opened)],
  ['hostile', 'overdue', hostileSituation],
])('a hotfix: %s', (name, topic, situation) => {
  expectSlackGolden(name, slackHotfixMessage(topic, reportFor(situation)));
});

const now = new Date(at('17:00'));

function rogueWith(
  given: Partial<ProductionDeploy> = {},
  arrived: string | null = null,
): RepositorySituation {
  const places = new Map([
    [sha('rogue'), nowhere(arrived)],
    [sha('next'), onTarget],
  ]);
  return repositoryWith({ inForce: inForce(berlin), deploys: [deployOf('14:02', 'rogue', given)], places });
}

const rogue = rogueWith();
const replaced = { ...rogue, deploys: [...rogue.deploys, deployOf('16:00', 'next', { ref: 'main' })] };
const broken = inForce(berlin, { brokenBy: sha('mistake'), origin: 'last-good' });
const nastyDeploy = {
  environment: '<!channel>',
  ref: 'a`b|<https://evil.example|x>',
  by: null,
  url: 'javascript:alert(1)',
};
const crowded = repositoryWith({
  inForce: inForce(berlin),
  summaries: ['ada', 'ada', 'bob'].map((login, index) =>
    summaryOf({ branch: `hotfix/INCIDENT-${index + 1}-x`, author: { login, bot: false } }),
  ),
});

test.each<[string, BreachNews['event'], string, RepositorySituation]>([
  ['rogue-deploy', 'breach', 'rogue-deploy', rogue],
  ['rogue-deploy-replaced', 'cured', 'rogue-deploy', replaced],
  ['rogue-deploy-arrived', 'cured', 'rogue-deploy', rogueWith({}, '16:00')],
  ['rogue-deploy-hostile', 'breach', 'rogue-deploy', rogueWith(nastyDeploy)],
  ['frequency', 'breach', 'frequency', crowded],
  ['policy-file', 'breach', 'policy-file', repositoryWith({ inForce: broken })],
  ['policy-file-mended', 'cured', 'policy-file', repositoryWith({ inForce: broken })],
])('a repository: %s', (name, event, rule, situation) => {
  const { key } = issueOf(rule, situation, now);
  const issue = { number: 9, url: `${repository.url}/issues/9` };
  const report = { repository, situation, now };
  expectSlackGolden(name, slackRepositoryMessage({ rule, event, issue: key }, report, issue));
});

const review = reviewWith(answered.replace('[x] Was', '[ ] Was'));
const due = incidentWith({
  review,
  hotfixes: [fix, sha('second')].map((head, index) =>
    hotfixAt(
      '17:00',
      [pushed({ at: '14:02', sha: head, branch: `hotfix/INCIDENT-123-part-${index}` })],
      index === 0 ? {} : { in: ledger },
    ),
  ),
});

test('a review that is due', () => {
  expectSlackGolden('review-due', slackReviewMessage(due, review));
});

test('a review with more than a message can hold', () => {
  const many = Array.from({ length: 80 }, (_, index) => `${'<&>'.repeat(200)}${index}`);
  const hotfixes = many.map((name) =>
    hotfixAt('17:00', [pushed({ at: '14:02', sha: fix, branch: `hotfix/${name}` })]),
  );
  const people = { ...review.people, improvements: many.map((text) => ({ text, settled: false })) };
  const message = slackReviewMessage({ ...due, hotfixes, review: { ...review, people } }, review);
  expect(judgeMessage(message)).toEqual([]);
  expect(JSON.stringify(message)).toContain('and 75 more');
});

describe('text from outside', () => {
  test('may be anything, and the result is still a Slack message', () => {
    const evil = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .array(fc.constantFrom('<!channel>', '<@U1>', '`', '*', '&', '|', '>', 'x', '\n', '𝒳', '&amp;'), {
          maxLength: 300,
        })
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(evil, evil, evil, fc.webUrl(), (name, login, reason, url) => {
        const situation = situationAt(late, [
          pushed({ at: '14:02', sha: fix, branch: `hotfix/${name}`, by: { login, bot: false } }),
          deployment({
            at: '14:06:30',
            sha: fix,
            branch: `hotfix/${name}`,
            state: 'success',
            createdAt: at('14:03'),
            environment: 'production',
            by: { login: reason, bot: false },
            url: `${url}${reason}`,
          }),
        ]);
        for (const topic of [
          'deployed',
          'overdue',
          'discarded',
          { rule: 'bypassed', event: 'breach' },
          'done',
          'open',
        ] as const)
          expect(judgeMessage(slackHotfixMessage(topic, reportFor(situation)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('ends no code, no link and no line', () => {
    expect(slackCode('a`b\n*c*')).toBe('`aˋb *c*`');
    expect(slackCode('')).toBe('(empty)');
    expect(slackLink('x|y>z', 'https://a.example/?b=<c>&d=|')).toBe(
      '<https://a.example/?b=%3Cc%3E&amp;d=%7C|x¦y&gt;z>',
    );
    expect(slackLink('x', 'javascript:alert(1)')).toBe('x');
  });

  test('is cut as it is sent, and between characters', () => {
    expect(slackEscape('&'.repeat(100), 22)).toBe('&amp;&amp;&amp;&amp;…');
    expect(slackEscape('𝒳𝒳𝒳', 6)).toBe('𝒳𝒳…');
    expect(slackEscape('abc', 4)).toBe('abc');
  });

  test('is cut with its links first, and no code is left open', () => {
    const text = `<https://a.example/${'x'.repeat(50)}|here> is \`${'y'.repeat(50)}\``;
    expect(slackWithin(text, 80)).toBe(`here is \`${'y'.repeat(50)}\``);
    expect(slackWithin(text, 30)).toBe(`here is \`${'y'.repeat(19)}…\``);
  });

  test('is plain text where nothing else is shown', () => {
    expect(slackWords('*A* `b*c` <https://a.example|#1>.')).toBe('A b*c #1.');
  });
});

test('advice for when Slack refuses', () => {
  const refusals = [
    ['not_in_channel', 'bot'],
    ['channel_not_found', 'bot'],
    ['channel_not_found', 'webhook'],
    ['is_archived', 'bot'],
    ['channel_is_archived', 'webhook'],
    ['missing_scope', 'bot'],
    ['action_prohibited', 'webhook'],
    ['invalid_auth', 'bot'],
    ['no_service', 'webhook'],
  ] as const;
  const lines = refusals.map(([code, way]) => `- ${way}: ${slackAdvice(code, way)}`);
  expectGolden('slack-advice', null, lines.join('\n'));
});
