import { GitHubTrouble } from '../../src/github/client/errors.ts';
import { tryAgainAt } from '../../src/queue/backoff.ts';

const now = new Date('2026-11-23T14:00:00.000Z');
const seconds = (attempts: number, error: unknown = new Error('x')): number =>
  (tryAgainAt(error, attempts, now).getTime() - now.getTime()) / 1000;

test('each wait is twice the one before, up to a quarter of an hour', () => {
  expect([0, 1, 2, 3].map((attempts) => seconds(attempts))).toEqual([2, 4, 8, 16]);
  expect([20, 1000].map((attempts) => seconds(attempts))).toEqual([900, 900]);
});

test('a wait that GitHub asked for is kept to', () => {
  const until = new Date('2026-11-23T14:30:00.000Z');
  const limited = new GitHubTrouble('x', { kind: 'rate-limited', until }, false);
  expect(tryAgainAt(limited, 0, now)).toEqual(until);
});
