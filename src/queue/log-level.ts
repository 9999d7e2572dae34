import { kindOf } from '../github/client/errors.ts';
import { Unfinished } from './unfinished.ts';

/**
 * How loud the log tells of a failed attempt. The first one is told, and then ever fewer of them: what lasts is told
 * once, and is to be seen in the database. That nothing is sent at all is told where that is decided.
 */
export function levelOf(error: unknown, attempts: number): 'warn' | 'debug' {
  if (kindOf(error instanceof Unfinished ? error.cause : error) === 'held-back') return 'debug';
  return Number.isInteger(Math.log2(attempts + 1)) ? 'warn' : 'debug';
}
