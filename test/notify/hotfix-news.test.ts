import { plan } from '../../src/hotfix/plan.ts';
import type { Situation } from '../../src/hotfix/situation.ts';
import { type HotfixNews, hotfixNews } from '../../src/notify/hotfix-news.ts';
import type { KnownNews, News } from '../../src/notify/news.ts';
import {
  at,
  branch,
  commanded,
  deleted,
  deployment,
  dispatch,
  entitlement,
  pushed,
  searched,
  sha,
  targetPushed,
  whereabouts,
} from '../support/facts.ts';
import {
  deployed,
  discarded,
  fix,
  green,
  inForce,
  merged,
  opened,
  situationAt,
} from '../wording/hotfix-stories.ts';

const story = `hotfix:${branch}`;
const overdueKey = `overdue:${story}:first`;
const late = '2026-11-24T14:02:01Z';
/** What became of the branch was asked for after the deadline. */
const looked = whereabouts({ at: '2026-11-24T14:02:00.500Z', sha: fix });

function known(...keys: string[]): KnownNews[] {
  return keys.map((key) => ({ key, event: key.split(':')[0] as News['event'], state: 'told' }));
}

function newsOf(situation: Situation, known: KnownNews[], now: Date): HotfixNews[] | null {
  return hotfixNews(situation, { occurrences: plan(situation, now).news, known, now });
}

function keysOf(situation: Situation, before: KnownNews[] = [], now = late): string[] | null {
  return newsOf(situation, before, new Date(at(now)))?.map(({ key }) => key) ?? null;
}

test('a push is no news, and a deploy is', () => {
  expect(keysOf(situationAt('14:03', [pushed({ at: '14:02', sha: fix })]))).toEqual([]);
  const [news] = newsOf(situationAt('14:07', deployed), [], new Date(at('14:07'))) ?? [];
  expect(news).toEqual({
    key: `deployed:${fix}`,
    event: 'deployed',
    rule: 'deployed',
    story,
    happenedAt: new Date(at('14:06:30')),
  });
});

test('a deploy that failed, or is under way, is none', () => {
  const failed = deployment({ at: '14:06', sha: fix, state: 'failure', createdAt: at('14:03') });
  const running = deployment({ at: '14:06', sha: fix, state: 'in_progress', createdAt: at('14:03') });
  const push = pushed({ at: '14:02', sha: fix });
  expect(keysOf(situationAt('14:07', [push, failed]))).toEqual([]);
  expect(keysOf(situationAt('14:07', [push, running]))).toEqual([]);
});

test('the same commit reported by somebody else, or deployed again, is the same news', () => {
  const again = deployment({
    at: '14:40',
    sha: fix,
    deployment: 77,
    state: 'success',
    createdAt: at('14:39'),
  });
  const other = dispatch({ at: '14:05', sha: fix });
  const before = keysOf(situationAt('14:07', deployed));
  expect(keysOf(situationAt('15:00', [...deployed, other, again]))).toEqual(before);
});

test('of two commits that were deployed meanwhile, the last one is news', () => {
  const next = sha('next');
  const facts = [
    ...deployed,
    pushed({ at: '14:20', sha: next, before: fix }),
    deployment({ at: '14:30', sha: next, deployment: 77, state: 'success', createdAt: at('14:29') }),
  ];
  expect(keysOf(situationAt('14:31', facts))).toEqual([`deployed:${next}`]);
});

test('overdue is said once GitHub was asked what became of the branch', () => {
  expect(keysOf(situationAt(late, opened))).toEqual([`deployed:${fix}`]);
  expect(keysOf(situationAt(late, [...opened, looked]))).toContain(overdueKey);
  // What waits to be told is not taken back by a doubt.
  expect(keysOf(situationAt(late, opened), known(overdueKey))).toContain(overdueKey);
});

test('merged in time, nothing was cured', () => {
  expect(keysOf(situationAt('2026-11-24T09:13:00Z', merged))).toEqual([`deployed:${fix}`]);
});

test('merged after it was noticed that it is overdue, it is cured, when it was merged', () => {
  const news = newsOf(situationAt('2026-11-25T09:13:00Z', merged), known(overdueKey), new Date());
  expect(news?.at(-1)).toMatchObject({
    key: `cured:${overdueKey}`,
    event: 'cured',
    rule: 'overdue',
    happenedAt: new Date('2026-11-24T09:12:00Z'),
  });
});

test('put off after the deadline it is overdue no more, and then anew', () => {
  const put = [
    ...opened,
    looked,
    commanded({
      at: '2026-11-24T14:30:00Z',
      line: '/hotfix extend 12h vendor',
      by: { login: 'grace', bot: false },
    }),
    entitlement({ at: '2026-11-24T14:30:02Z', entitled: true }),
  ];
  const soon = '2026-11-24T15:00:00Z';
  expect(keysOf(situationAt(soon, put), known(overdueKey), soon)).toEqual([
    `deployed:${fix}`,
    `cured:${overdueKey}`,
  ]);
  const night = '2026-11-25T03:00:00Z';
  const again = [...put, whereabouts({ at: '2026-11-25T02:30:00Z', sha: fix })];
  expect(keysOf(situationAt(night, again), known(overdueKey), night)).toEqual([
    `deployed:${fix}`,
    `overdue:${story}:first+1`,
  ]);
});

test('thrown away after its deploy it is a breach, one for each time, until the branch is there again', () => {
  const [, key = ''] = keysOf(situationAt('15:01', discarded)) ?? [];
  expect(key).toBe(`breach:discarded:${story}:${new Date(at('15:00')).getTime()}`);
  // That the deletion was a minute later is no second breach.
  const later = [
    ...deployed,
    deleted({ at: '15:01', sha: fix }),
    ...discarded.slice(-2).map((fact) => ({ ...fact, at: at('15:02') })),
  ];
  expect(keysOf(situationAt('15:03', later), known(key))).toContain(key);
  expect(keysOf(situationAt('15:03', later), known(key, `cured:${key}`))).not.toContain(key);
  expect(keysOf(situationAt('15:30', opened), known(key))).toContain(`cured:${key}`);
});

test('past the full pipeline is a breach, from when it was first reported', () => {
  const facts = [
    ...deployed,
    targetPushed({ at: '14:20', sha: fix, commits: [fix] }),
    searched({ at: '14:20:12', sha: fix, verdict: { kind: 'there', by: fix, edited: false }, via: 'none' }),
  ];
  const situation = situationAt('15:20', facts);
  const key = `breach:bypassed:${story}`;
  expect(keysOf(situation)).toEqual([`deployed:${fix}`, key]);
  // An emptied database found it anew, and its issue from before.
  const issue = { number: 9, url: null, at: new Date(at('14:10')) };
  const { hotfix } = situation;
  const ledger = { ...hotfix.ledger, written: { [`breach:bypassed:${branch}`]: issue } };
  const found = { ...situation, hotfix: { ...hotfix, ledger } };
  expect(newsOf(found, [], new Date())?.at(-1)).toMatchObject({ key, happenedAt: issue.at });
  expect(newsOf(situation, [], new Date())?.at(-1)?.happenedAt.getTime()).toBeGreaterThan(+issue.at);
});

test('while things are on the move, nothing can be said', () => {
  expect(keysOf(situationAt('15:00:05', [...deployed, deleted({ at: '15:00', sha: fix })]))).toBeNull();
});

test('what is only observed is no news', () => {
  const observing = inForce('mode: observe');
  expect(keysOf(situationAt(late, [...green, looked], observing))).toEqual([]);
});

test('a name that the branch took over goes on with the story', () => {
  const renamed = 'hotfix/INCIDENT-124-fix-payment-timeout';
  const facts = [
    ...deployed,
    deleted({ at: '15:00', sha: fix }),
    pushed({ at: '14:59:58', sha: fix, branch: renamed }),
  ];
  expect(keysOf(situationAt('15:01', facts))).toBeNull();
  const of = [...facts.slice(-1), ...facts.slice(0, -1)];
  const news = newsOf(situationAt('15:01', of), [], new Date(at('15:01')));
  expect(news?.map(({ story: mine }) => mine)).toEqual([story]);
});
