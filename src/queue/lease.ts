import type { Logger } from 'pino';

/** A lease on work in progress. */
export interface Lease {
  /** Throws {@link LeaseLost} where another worker may have begun on it. */
  assertHeld(): void;
  letGo(): void;
}

export interface LeaseOptions {
  /** Its name, for people. */
  key: string;
  /** How long it lasts, milliseconds. */
  term: number;
  /** Extends it by another term from now; `false`: it was lost. */
  extend: () => Promise<boolean>;
  log: Pick<Logger, 'warn'>;
}

/** This process was delayed until its lease expired: the new holder does the rest. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost';

  constructor(key: string) {
    super(`the lease on ${key} was lost, and another worker may have begun on it`);
  }
}

/**
 * Extends a lease while the work continues: a slow GitHub must not let a second worker begin, which would write
 * everything again. Whether it holds is judged by time that only this process counts, from before the last
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
