import { extendLease } from '../store/subjects.ts';
import type { Work } from './work.ts';

export interface Holder {
  /** Name of the lease. */
  lease: string;
  /** For how long it holds, milliseconds. */
  term: number;
}

/** A look's own hold on its subject. */
export interface Lease {
  /** Throws {@link LeaseLost} where somebody else may have begun on the subject. */
  assertHeld(): void;
  letGo(): void;
}

/** The process was held up for so long that its lease ran out: whoever has the subject now does the rest. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost';

  constructor(key: string) {
    super(`the lease on ${key} was lost, and somebody else may be at work on it`);
  }
}

/**
 * Extends the lease for as long as the look goes on: a GitHub that is slow to answer must not let a second worker
 * begin, which would write everything again. Whether it holds is judged by this process's own clock, counted from
 * before the last extension that the store confirmed.
 */
export function holdLease(
  { db, now, log }: Pick<Work, 'db' | 'now' | 'log'>,
  key: string,
  { lease, term }: Holder,
): Lease {
  let heldUntil = performance.now() + term;
  const extend = async (): Promise<void> => {
    const from = performance.now();
    const held = await extendLease(db, { key, lease, until: new Date(now().getTime() + term) });
    heldUntil = held ? from + term : 0;
  };
  const timer = setInterval(() => {
    extend().catch((error: unknown) => log.warn({ err: error, subject: key }, 'lease not extended'));
  }, term / 4);
  timer.unref();
  return {
    assertHeld() {
      if (performance.now() >= heldUntil) throw new LeaseLost(key);
    },
    letGo: () => clearInterval(timer),
  };
}
