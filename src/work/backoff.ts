import { addMilliseconds, max } from 'date-fns';
import { GitHubTrouble } from '../github/trouble.ts';

const first = 2_000;
const longest = 15 * 60_000;

/** When to try again after the given number of failed attempts: twice as long each time, or when GitHub allows. */
export function tryAgainAt(error: unknown, attempts: number, now: Date): Date {
  const wait = Math.min(first * 2 ** Math.min(attempts, 20), longest);
  const next = addMilliseconds(now, wait);
  const limited =
    error instanceof GitHubTrouble && error.trouble.kind === 'rate-limited' ? error.trouble.until : null;
  return limited ? max([limited, addMilliseconds(now, first)]) : next;
}
