import { addMilliseconds } from 'date-fns/addMilliseconds';
import { max } from 'date-fns/max';
import { type BackoffOptions, backoff } from '../waiting/backoff.ts';
import { type RetryAfter, RetryableError } from '../waiting/retry.ts';

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** The shortest wait, whatever moment was asked for. */
const shortest = 2 * seconds;

const waits: Record<RetryAfter, BackoffOptions> = {
  moment: { first: shortest, factor: 2, longest: 15 * minutes },
  'sign-in': { first: 30 * seconds, factor: 2, longest: 15 * minutes },
  hidden: { first: shortest, factor: 2, longest: 6 * hours },
  people: { first: 2 * minutes, factor: 4, longest: 6 * hours },
  // Subjects are never parked: new events may come.
  never: { first: 2 * minutes, factor: 4, longest: 6 * hours },
};

/** When to retry after this many failed attempts: each wait is longer, unless the error names a moment. */
export function retryAt(error: unknown, attempts: number, now: Date): Date {
  const named = notBefore(error);
  return named
    ? max([named, addMilliseconds(now, shortest)])
    : addMilliseconds(now, backoff(waitsFor(error))(attempts));
}

/** Of several failures, the one that may end first: the others are retried with it. */
export function mostUrgent(failures: unknown[]): unknown {
  const soonest = Math.min(...failures.map((error) => waitsFor(error).first));
  const urgent = failures.filter((error) => waitsFor(error).first === soonest);
  return urgent.find((error) => notBefore(error) !== null) ?? urgent[0];
}

function notBefore(error: unknown): Date | null {
  return error instanceof RetryableError ? error.notBefore : null;
}

function waitsFor(error: unknown): BackoffOptions {
  return waits[error instanceof RetryableError ? error.retryAfter : 'moment'];
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown error';
}
