import { GitHubTrouble, type Trouble } from '../../src/github/client/errors.ts';
import { mostUrgent, retryAt } from '../../src/queue/retry.ts';

const now = new Date('2026-11-23T14:00:00.000Z');
const seconds = (attempts: number, error: unknown = new Error('x')): number =>
  (retryAt(error, attempts, now).getTime() - now.getTime()) / 1000;

test('each wait is twice the one before, up to a quarter of an hour', () => {
  expect([0, 1, 2, 3].map((attempts) => seconds(attempts))).toEqual([2, 4, 8, 16]);
  expect([20, 1000].map((attempts) => seconds(attempts))).toEqual([900, 900]);
});

test('a wait that GitHub asked for is respected', () => {
  const until = new Date('2026-11-23T14:30:00.000Z');
  const limited = new GitHubTrouble('x', { kind: 'rate-limited', until }, false);
  expect(retryAt(limited, 0, now)).toEqual(until);
});

test.each<[Trouble, number[]]>([
  [{ kind: 'unavailable' }, [2, 4, 900]],
  [{ kind: 'unauthorised' }, [30, 60, 900]],
  [{ kind: 'missing', reason: 'Not Found' }, [2, 4, 21_600]],
  [{ kind: 'forbidden', reason: 'Resource not accessible' }, [120, 480, 21_600]],
  [{ kind: 'gone' }, [120, 480, 21_600]],
])('the waits fit the failure: %j', (trouble, waits) => {
  const error = new GitHubTrouble('x', trouble, false);
  expect([0, 1, 30].map((attempts) => seconds(attempts, error))).toEqual(waits);
});

test('of several failures, the one that may end first sets the time of the retry', () => {
  const forPeople = new GitHubTrouble('x', { kind: 'suspended' }, false);
  const failing = new GitHubTrouble('x', { kind: 'unavailable' }, false);
  const until = new Date('2026-11-23T14:30:00.000Z');
  const limited = new GitHubTrouble('x', { kind: 'rate-limited', until }, false);
  expect(mostUrgent([forPeople, failing])).toBe(failing);
  expect(mostUrgent([forPeople, failing, limited])).toBe(limited);
  expect(mostUrgent([forPeople])).toBe(forPeople);
});
