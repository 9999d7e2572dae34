/**
 * Each kind of trouble with GitHub, for two hours in the middle of a hotfix's life, in which its deadline passes: it ends
 * as without the trouble, everything there once; and while it lasts, GitHub is asked seldom.
 */
import type { Fault } from '../../demo/stand-in/faults.ts';
import { breachesIn } from '../support/breaches.ts';
import { byName } from '../support/by-name.ts';
import { branch, hour, type Scene, scene } from './scene.ts';

interface Trouble extends Fault {
  /** What befalls no request, and is brought about another way. */
  begin?: (on: Scene) => void;
}

/** Requests about the repository, without those to sign in. */
const path = /^\/repos\//;
const secondary = { message: 'You have exceeded a secondary rate limit.' };
const primary = { message: 'API rate limit exceeded for installation ID 1.' };

const troubles: Record<string, Trouble> = {
  'a 500 to everything': { status: 500 },
  'a 503 to everything': { status: 503, headers: { 'retry-after': '30' } },
  'no answer in time': { delayMs: 1_000, status: 504 },
  'every connection cut': { cut: 'before' },
  'every answer lost after the effect': { path, cut: 'after' },
  'a primary limit, with the time of its end': {
    path,
    status: 403,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795444200' },
    body: primary,
  },
  'a primary limit, without one': {
    path,
    status: 429,
    headers: { 'x-ratelimit-remaining': '0' },
    body: primary,
  },
  'a secondary limit, with a wait': { path, status: 403, headers: { 'retry-after': '120' }, body: secondary },
  'a secondary limit, without one': { path, status: 403, body: secondary },
  'tokens that are taken back': { begin: (on) => on.github.api.auth.expire() },
  'a token that is not accepted, nor the next': { path, status: 401, body: { message: 'Bad credentials' } },
  "the App's signature not accepted": {
    path: /^\/app/,
    status: 401,
    body: { message: 'A JSON web token could not be decoded' },
    begin: (on) => on.github.api.auth.expire(),
  },
  'a permission withdrawn': {
    path,
    status: 403,
    body: { message: 'Resource not accessible by integration' },
  },
  'a repository that is not to be seen': { path, status: 404, body: { message: 'Not Found' } },
  'a repository that is gone': { path, status: 410, body: { message: 'Gone' } },
  'every write refused': { path, method: 'POST', status: 422, body: { message: 'Validation Failed' } },
  'an installation suspended, and nobody told': {
    path,
    status: 403,
    body: { message: 'This installation has been suspended' },
  },
};

test.each(Object.entries(troubles))('%s', async (_, { begin, ...fault }) => {
  const timeout = fault.delayMs === undefined ? {} : { requestTimeout: fault.delayMs / 2 };
  const on = await scene({ policy: 'backfill: {deadline: 1h}\n', ...timeout });
  const first = await on.push();
  await on.deploy(first);
  begin?.(on);
  if (Object.keys(fault).length > 0) on.github.faults.add({ ...fault, times: 1_000_000 });
  on.github.requests.length = 0;
  const sha = await on.push(branch, 'export const timeout = 31;\n');
  await on.pass(2 * hour);
  expect(on.github.requests.length).toBeLessThan(150);
  on.github.faults.clear();
  // A failure that a person has to mend is looked at again every six hours.
  await on.pass(6.5 * hour);
  expect(on.checks(first)).toHaveLength(1);
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'failure' }]);
  expect(on.repository.pulls).toHaveLength(1);
  expect(on.pull()).toMatchObject({ state: 'open', labels: ['hotfix', 'hotfix: overdue'] });
  expect(
    on
      .pull()
      .comments.map(({ body }) => body.split(':')[1] ?? '')
      .toSorted(byName),
  ).toEqual(['reminder', 'status']);
  expect(breachesIn(on.repository)).toMatchObject([{ state: 'open', labels: ['hotfix-policy'] }]);
  await on.repository.as('grace').mergePull(on.pull().number);
  await on.pass(hour);
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'success' }]);
  expect(breachesIn(on.repository)).toMatchObject([{ state: 'closed' }]);
});

test('after an outage in which everything was merged, nothing is opened in bulk', async () => {
  const on = await scene({
    deleteBranchOnMerge: true,
    policy: 'backfill: {deadline: 1h}\nfrequency: {limit: 20}\n',
  });
  const numbers = Array.from({ length: 3 }, (_, index) => index + 1);
  for (const number of numbers) {
    const name = `hotfix/INCIDENT-${number}-more`;
    const files = { [`src/part-${number}.ts`]: `${number}\n` };
    const sha = await on.repository.as('ada').push(name, { from: 'main', files });
    await on.deploy(sha, name);
  }
  expect(on.repository.pulls).toHaveLength(3);
  const { url } = on.github.wire;
  on.github.wire.url = null;
  on.github.faults.add({ status: 502, times: 1_000_000 });
  await on.pass(hour / 4);
  for (const { number } of on.repository.pulls) await on.repository.as('grace').mergePull(number);
  await on.pass(hour);
  on.github.wire.url = url;
  on.github.faults.clear();
  on.github.requests.length = 0;
  await on.pass(hour);
  expect(breachesIn(on.repository)).toEqual([]);
  const comments = on.repository.pulls.flatMap((pull) => pull.comments);
  expect(comments.filter(({ body }) => body.includes('hotfix-policy:reminder'))).toEqual([]);
  expect(on.repository.pulls.flatMap(({ labels }) => labels)).not.toContain('hotfix: overdue');
});
