export interface BackoffOptions {
  /** The wait after the first failure, milliseconds. */
  first: number;
  /** How many times longer each wait is than the one before. */
  factor: number;
  /** No wait is longer, milliseconds. */
  longest: number;
}

/** Milliseconds to wait, by the number of failures before this one: 0 gives the first wait. */
export type Backoff = (failuresBefore: number) => number;

/** Waits that get longer with each failure in a row. */
export function backoff({ first, factor, longest }: BackoffOptions): Backoff {
  return (failuresBefore) => Math.min(first * factor ** failuresBefore, longest);
}
