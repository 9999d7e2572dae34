import { matchesGlob } from './glob.ts';

/** Ways in which a value keeps what a locked one demands: it is as strict, or stricter. Pure. */

export function same(locked: unknown, given: unknown): boolean {
  return JSON.stringify(locked) === JSON.stringify(given);
}

export function atMost(locked: number, given: number): boolean {
  return given <= locked;
}

export function atLeast(locked: number, given: number): boolean {
  return given >= locked;
}

/** Values from the loosest to the strictest. */
export function inOrder<T extends string>(...values: T[]): (locked: T, given: T) => boolean {
  return (locked, given) => values.indexOf(given) >= values.indexOf(locked);
}

/** Everything of the locked list is in the other, which may have more. GitHub tells no names apart by case. */
export function holding<T>(locked: readonly T[], given: readonly T[]): boolean {
  return locked.every((one) => given.some((other) => alike(one, other)));
}

/** Nothing is in the other list that is not in the locked one. */
export function within<T>(locked: readonly T[], given: readonly T[]): boolean {
  return holding(given, locked);
}

/** Whatever a glob of the locked list matches, one of the other does too. */
export function covering(locked: readonly string[], given: readonly string[]): boolean {
  return locked.every((one) => given.some((other) => matchesGlob(other, one, { ignoreCase: true })));
}

/** The same entries, in whatever order. */
export function sameEntries<T>(locked: readonly T[], given: readonly T[]): boolean {
  return holding(locked, given) && holding(given, locked);
}

/** The same name, in whatever case. */
export function alike(locked: unknown, given: unknown): boolean {
  return typeof locked === 'string' && typeof given === 'string'
    ? locked.toLowerCase() === given.toLowerCase()
    : locked === given;
}

interface Hours {
  from: number;
  until: number;
}

/** Hours of which none lies outside of the locked ones; `null` is none at all. */
export function noMoreHours(locked: Hours | null, given: Hours | null): boolean {
  if (given === null) return true;
  if (locked === null) return false;
  const day = 1_440;
  const after = (minute: number): number => (minute - locked.from + day) % day;
  const length = after(locked.until);
  const [from, until] = [after(given.from), after(given.until)];
  return from < length && until <= length && from < until;
}
