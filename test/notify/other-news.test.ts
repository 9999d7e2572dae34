import { subMilliseconds } from 'date-fns/subMilliseconds';
import { judgeNews } from '../../src/notify/judge-news.ts';
import type { KnownNews, News } from '../../src/notify/news.ts';
import { repositoryNews } from '../../src/notify/repository-news.ts';
import { reviewNews } from '../../src/notify/review-news.ts';
import type { PolicyMistake } from '../../src/policy/explain/problem.ts';
import { planRepository } from '../../src/repository/plan.ts';
import type { RepositorySituation } from '../../src/repository/situation.ts';
import { at, sha } from '../support/facts.ts';
import { answered, incidentWith, reviewWith, told } from '../support/incidents.ts';
import { inForceFrom } from '../support/policy.ts';
import { deployOf, nowhere, repositoryWith, summaryOf } from '../support/repositories.ts';
import { repository } from '../support/repository.ts';

const now = new Date(at('16:00'));

const mistake: PolicyMistake = {
  line: 1,
  column: 1,
  path: 'mod',
  problem: { code: 'misspelt-key', key: 'mod', nearest: 'mode' },
};

function known(...keys: string[]): KnownNews[] {
  return keys.map((key) => ({ key, event: key.split(':')[0] as News['event'], state: 'told' }));
}

function newsOf(situation: RepositorySituation, before: KnownNews[] = []): [string, Date][] {
  const { news } = planRepository(situation, now);
  return repositoryNews(news, { known: before, now }).map(({ key, happenedAt }) => [key, happenedAt]);
}

describe('a repository', () => {
  test('a rogue deploy is one breach, and its cure is news where the breach was', () => {
    const key = 'breach:rogue-deploy:42';
    const deploy = deployOf('14:00', 'rogue');
    const rogue = (arrived: string | null) =>
      repositoryWith({ deploys: [deploy], places: new Map([[deploy.sha, nowhere(arrived)]]) });
    expect(newsOf(rogue(null))).toEqual([[key, deploy.at]]);
    expect(newsOf(rogue('15:00'))).toEqual([]);
    expect(newsOf(rogue('15:00'), known(key))).toEqual([[`cured:${key}`, new Date(at('15:00'))]]);
  });

  test('too many hotfixes are one breach a month, from the first that was too many', () => {
    const summaries = ['13:00', '14:00', '15:00', '15:30'].map((time) =>
      summaryOf({ startedAt: new Date(at(time)) }),
    );
    expect(newsOf(repositoryWith({ summaries }))).toEqual([
      ['breach:frequency:2026-11', new Date(at('15:00'))],
    ]);
  });

  test('a policy file with mistakes is one breach until it is corrected, whatever is tried', () => {
    const since = new Date(at('15:00'));
    const broken = (name: string, mistakesSince: Date | null = since) => {
      const inForce = inForceFrom('', { mistakes: [mistake], brokenBy: sha(name) });
      return repositoryWith({ inForce, mistakesSince });
    };
    const key = `breach:policy-file:${sha('one')}`;
    expect(newsOf(broken('one'))).toEqual([[key, since]]);
    expect(newsOf(broken('two'), known(key)).map(([one]) => one)).toEqual([key]);
    expect(newsOf(repositoryWith(), known(key))).toEqual([[`cured:${key}`, now]]);
    const again = newsOf(broken('three'), known(key, `cured:${key}`));
    expect(again.map(([one]) => one)).toEqual([`breach:policy-file:${sha('three')}`]);
    // Nothing says when it came: it was there before.
    expect(newsOf(broken('one', null))).toEqual([]);
    expect(newsOf(repositoryWith())).toEqual([]);
  });

  test('branches from before the App are none of it', () => {
    const old = [{ branch: 'hotfix/x', sha: sha('old'), movedAt: now }];
    expect(newsOf(repositoryWith({ old }))).toEqual([]);
  });

  test('in observe mode nothing is news', () => {
    const summaries = ['13:00', '14:00', '15:00'].map((time) => summaryOf({ startedAt: new Date(at(time)) }));
    expect(newsOf(repositoryWith({ summaries, inForce: inForceFrom('mode: observe\n') }))).toEqual([]);
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
      'has a time from GitHub in whole seconds',
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
