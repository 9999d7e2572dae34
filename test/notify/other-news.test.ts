import { subMilliseconds } from 'date-fns/subMilliseconds';
import { issue as wantedIssue } from '../../src/artefact/artefact.ts';
import { judgeNews } from '../../src/notify/judge-news.ts';
import type { KnownNews, News } from '../../src/notify/news.ts';
import { repositoryNews } from '../../src/notify/repository-news.ts';
import { reviewNews } from '../../src/notify/review-news.ts';
import type { RepositoryFinding, RepositoryPlan } from '../../src/repository/plan-repository.ts';
import { at, sha } from '../support/facts.ts';
import { answered, incidentWith, reviewWith, told } from '../support/incidents.ts';
import { inForceFrom } from '../support/policy.ts';
import { repository } from '../support/repository.ts';

const now = new Date(at('16:00'));

function issue(finding: RepositoryFinding, state: 'open' | 'closed' = 'open'): RepositoryPlan['issues'] {
  const key = `breach:${finding.kind}:1` as const;
  const wanted = wantedIssue({ key, state, upkeep: 'current', labels: [], assignees: [] });
  return [{ finding, issue: { ...wanted, rule: finding.kind } }];
}

function known(...keys: string[]): KnownNews[] {
  return keys.map((key) => ({ key, event: key.split(':')[0] as News['event'], state: 'told' }));
}

function newsOf(
  issues: RepositoryPlan['issues'],
  before: KnownNews[] = [],
  brokenBy: { sha: string; at: Date } | null = null,
): [string, Date][] {
  return repositoryNews(issues, { known: before, brokenBy, now }).map(({ key, happenedAt }) => [
    key,
    happenedAt,
  ]);
}

const deploy = {
  deployment: 42,
  sha: sha('rogue'),
  environment: 'production',
  ref: 'x',
  hotfix: null,
  at: new Date(at('14:00')),
  by: null,
  url: null,
};
const rogue = { kind: 'rogue-deploy' as const, environment: 'production', deploys: [deploy], before: null };

describe('a repository', () => {
  test('a rogue deploy is one breach, and its cure is news where the breach was', () => {
    const key = 'breach:rogue-deploy:42';
    expect(newsOf(issue({ ...rogue, cure: null }))).toEqual([[key, deploy.at]]);
    const cure = { kind: 'arrived' as const, at: new Date(at('15:00')) };
    expect(newsOf(issue({ ...rogue, cure }, 'closed'))).toEqual([]);
    expect(newsOf(issue({ ...rogue, cure }, 'closed'), known(key))).toEqual([[`cured:${key}`, cure.at]]);
  });

  test('too many hotfixes are one breach a month, from the first that was too many', () => {
    const hotfixes = ['13:00', '14:00', '15:00', '15:30'].map((time) => ({
      branch: 'hotfix/x',
      incident: null,
      author: { login: 'ada', bot: false },
      startedAt: new Date(at(time)),
      state: 'open' as const,
      pull: null,
      doneAt: null,
      laneTime: null,
      pipelineTime: null,
    }));
    const finding = {
      kind: 'frequency' as const,
      month: '2026-11',
      limit: 2,
      window: 'month' as const,
      hotfixes,
    };
    expect(newsOf(issue(finding))).toEqual([['breach:frequency:2026-11', new Date(at('15:00'))]]);
  });

  test('a policy file with mistakes is one breach until it is mended, whatever is tried', () => {
    const file = { kind: 'policy-file' as const };
    const first = { sha: sha('one'), at: new Date(at('15:00')) };
    const key = `breach:policy-file:${first.sha}`;
    expect(newsOf(issue(file), [], first)).toEqual([[key, first.at]]);
    expect(newsOf(issue(file), known(key), { ...first, sha: sha('two') }).map(([one]) => one)).toEqual([key]);
    expect(newsOf(issue(file, 'closed'), known(key))).toEqual([[`cured:${key}`, now]]);
    const again = newsOf(issue(file), known(key, `cured:${key}`), { ...first, sha: sha('three') });
    expect(again.map(([one]) => one)).toEqual([`breach:policy-file:${sha('three')}`]);
    // Nobody told when it came: it was there before.
    expect(newsOf(issue(file))).toEqual([]);
    expect(newsOf(issue(file, 'closed'))).toEqual([]);
  });

  test('branches from before the App are none of it', () => {
    expect(newsOf(issue({ kind: 'old-branches', branches: [] }))).toEqual([]);
  });
});

describe('a review', () => {
  const dueAt = new Date(at('2026-11-30T08:00:00Z'));
  const review = reviewWith('');
  const open = incidentWith({ review });

  test('is news once it is due, unless it is complete or closed', () => {
    expect(reviewNews(open, dueAt)).toEqual([
      { key: 'review:INCIDENT-123', event: 'review', story: 'review:INCIDENT-123', happenedAt: dueAt },
    ]);
    expect(reviewNews(open, subMilliseconds(dueAt, 1))).toEqual([]);
    const rows = ['deploy', 'detected', 'rollback', 'recovered', 'root-cause'];
    const commands = told(...rows.map((row) => `/hotfix timeline ${row} unknown`));
    expect(reviewNews(incidentWith({ review: reviewWith(answered), commands }), dueAt)).toEqual([]);
    expect(reviewNews(incidentWith({ review: { ...review, state: 'closed' } }), dueAt)).toEqual([]);
    const home = { repository, inForce: inForceFrom('mode: observe\n') };
    expect(reviewNews(incidentWith({ review, home }), dueAt)).toEqual([]);
  });
});

describe('what is told', () => {
  const happenedAt = new Date(at('15:00'));
  const news: News = { key: 'overdue:x', event: 'overdue', story: 'x', happenedAt };
  const named = ['overdue'] as const;

  test.each([
    ['is what the policy names', { named, since: [] }, 'due'],
    ['is nothing else', { named: ['deployed'] as const, since: [] }, 'not-named'],
    ['is nothing from before', { named, since: [new Date(at('15:01'))] }, 'old'],
    ['is nothing from before any of the beginnings', { named, since: [null, new Date(at('15:30'))] }, 'old'],
    ['is what came after', { named, since: [null, new Date(at('14:59'))] }, 'due'],
    [
      'is told of by GitHub in whole seconds',
      { named, since: [new Date(at('2026-11-23T15:00:00.999Z'))] },
      'due',
    ],
  ] as const)('%s', (_, given, fate) => {
    expect(judgeNews(news, { ...given, now })).toBe(fate);
  });

  test('is nothing of a day ago', () => {
    const judging = { named, since: [] };
    expect(judgeNews(news, { ...judging, now: new Date(at('2026-11-24T15:00:00Z')) })).toBe('due');
    expect(judgeNews(news, { ...judging, now: new Date(at('2026-11-24T15:00:01Z')) })).toBe('old');
  });
});
