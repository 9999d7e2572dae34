import { RetryableError } from '../waiting/retry.ts';
import { Unfinished } from './unfinished.ts';

/**
 * The level for a failed attempt. The first is a warning, and later ones ever more rarely; the database has them
 * all.
 */
export function levelOf(error: unknown, attempts: number): 'warn' | 'debug' {
  const cause = error instanceof Unfinished ? error.cause : error;
  if (cause instanceof RetryableError && cause.isHeldBack) return 'debug';
  return Number.isInteger(Math.log2(attempts + 1)) ? 'warn' : 'debug';
}
