import type { Logger } from 'pino';

/** A hold on something that is worked on. */
export interface Lease {
  /** Throws {@link LeaseLost} where another worker may have begun on it. */
  assertHeld(): void;
  letGo(): void;
}

export interface LeaseOptions {
  /** What is held, for people. */
  key: string;
  /** How long it holds, milliseconds. */
  term: number;
  /** For another term from now; `false`: it was lost. */
  extend: () => Promise<boolean>;
  log: Pick<Logger, 'warn'>;
}

/** This process was held up until its lease ran out: whoever has the subject now does the rest. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost';

  constructor(key: string) {
    super(`the lease on ${key} was lost, and another worker may have begun on it`);
  }
}

/**
 * Extends a lease while the work goes on: a GitHub that is slow to answer must not let a second worker begin, which would
 * write everything again. Whether it holds is judged by time that only this process counts, from before the last
 * extension that the store confirmed.
 */
export function holdLease({ key, term, extend, log }: LeaseOptions): Lease {
  let heldUntil = performance.now() + term;
  const extendOnce = async (): Promise<void> => {
    const from = performance.now();
    heldUntil = (await extend()) ? from + term : 0;
  };
  const timer = setInterval(() => {
    extendOnce().catch((error: unknown) => log.warn({ err: error, subject: key }, 'lease not extended'));
  }, term / 4);
  timer.unref();
  return {
    assertHeld() {
      if (performance.now() >= heldUntil) throw new LeaseLost(key);
    },
    letGo: () => clearInterval(timer),
  };
}
