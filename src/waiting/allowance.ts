/** At most `burst` at once, and one more every `refill` milliseconds. */
export interface AllowanceSize {
  burst: number;
  refill: number;
}

/** What each of many may take of something, such as the repositories of an installation of its writes. */
export interface Allowances {
  /** Whether one more is within the allowance. */
  has(key: string, now: Date): boolean;
  take(key: string, now: Date, count?: number): void;
  /** When there is one again; `now` where there is one. */
  again(key: string, now: Date): Date;
}

/** So many are remembered before those that have their whole allowance again are forgotten. */
const remembered = 1_000;

/** Kept in this process alone: they bound what one of many may take, and the whole has a bound of its own. */
export function createAllowances({ burst, refill }: AllowanceSize): Allowances {
  /** When each will be full again, milliseconds since 1970. */
  const fullAt = new Map<string, number>();
  const from = (key: string, now: Date): number => {
    const at = Math.max(fullAt.get(key) ?? 0, now.getTime());
    // Later than after all were taken: the clock was set back, and nothing is held against anybody.
    return at > now.getTime() + burst * refill ? now.getTime() : at;
  };
  const again = (key: string, now: Date): Date =>
    new Date(Math.max(now.getTime(), from(key, now) + refill - burst * refill));
  return {
    again,
    has: (key, now) => again(key, now) <= now,
    take(key, now, count = 1) {
      if (fullAt.size >= remembered)
        for (const [one, at] of fullAt) if (at <= now.getTime()) fullAt.delete(one);
      // What is taken beyond it makes nobody wait for longer.
      fullAt.set(key, Math.min(from(key, now) + count * refill, now.getTime() + burst * refill));
    },
  };
}
