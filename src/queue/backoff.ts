import { addMilliseconds } from 'date-fns/addMilliseconds';
import { max } from 'date-fns/max';
import { GitHubTrouble, kindOf } from '../github/client/errors.ts';

/** The first wait, so many times longer with each failed attempt, up to the longest; milliseconds. */
interface Waits {
  first: number;
  times: number;
  longest: number;
}

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** What passes by itself. */
const passing: Waits = { first: 2 * seconds, times: 2, longest: 15 * minutes };

/** When to try again after the given number of failed attempts: longer each time, or when GitHub allows. */
export function tryAgainAt(error: unknown, attempts: number, now: Date): Date {
  const { first, times, longest } = waitsFor(error);
  const next = addMilliseconds(now, Math.min(first * times ** Math.min(attempts, 20), longest));
  const told = toldBy(error);
  return told ? max([told, addMilliseconds(now, passing.first)]) : next;
}

/** Of several failures the one that may be over first: the others are tried again with it. */
export function mostUrgent(failures: unknown[]): unknown {
  const soonest = Math.min(...failures.map((error) => waitsFor(error).first));
  const urgent = failures.filter((error) => waitsFor(error).first === soonest);
  return urgent.find((error) => toldBy(error) !== null) ?? urgent[0];
}

/** When GitHub, or this App itself, lets it be tried again. */
function toldBy(error: unknown): Date | null {
  return error instanceof GitHubTrouble && 'until' in error.trouble ? error.trouble.until : null;
}

function waitsFor(error: unknown): Waits {
  switch (kindOf(error)) {
    // What a person has to put right is told when it is; a look now and then is for when that is lost.
    case 'forbidden':
    case 'suspended':
    case 'uninstalled':
    case 'refused':
    case 'gone':
      return { first: 2 * minutes, times: 4, longest: 6 * hours };
    // GitHub hides things for seconds or minutes, and for good.
    case 'missing':
      return { ...passing, longest: 6 * hours };
    case 'unauthorised':
      return { ...passing, first: 30 * seconds };
    default:
      return passing;
  }
}
