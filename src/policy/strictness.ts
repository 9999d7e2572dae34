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

/** Everything of the locked list is in the other, which may have more. */
export function holding<T>(locked: readonly T[], given: readonly T[]): boolean {
  return locked.every((one) => given.includes(one));
}

/** Nothing is in the other list that is not in the locked one. */
export function within<T>(locked: readonly T[], given: readonly T[]): boolean {
  return given.every((one) => locked.includes(one));
}
