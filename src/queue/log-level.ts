import { RetryableError } from '../waiting/retry.ts';
import { Unfinished } from './unfinished.ts';

/**
 * The level at which a failed attempt is logged. The first one is logged, and then ever fewer of them: the database has
 * the rest.
 */
export function levelOf(error: unknown, attempts: number): 'warn' | 'debug' {
  const cause = error instanceof Unfinished ? error.cause : error;
  if (cause instanceof RetryableError && cause.isHeldBack) return 'debug';
  return Number.isInteger(Math.log2(attempts + 1)) ? 'warn' : 'debug';
}
