import { setTimeout as pause } from 'node:timers/promises';

export interface BurstDetector {
  /** So many deliveries are kept with one commit now. */
  kept(count: number): void;
  /** Resolves when no burst is on, or has been waited for long enough. */
  over(): Promise<void>;
}

export interface BurstOptions {
  /** So many with one commit are a burst: more came during one commit than anybody sends who is not in a hurry. */
  from?: number;
  /** How long a burst goes on after the last of these, milliseconds. */
  lasts?: number;
  /** Longest wait for its end, milliseconds: a burst without an end must not stop all work. */
  longest?: number;
}

/**
 * Deliveries are answered first: whoever sends them gives up after 10 s and does not repeat, while all that follows from
 * them can wait for a moment. Only what is signed and about to be kept counts, so
 * that nobody else can make a burst.
 */
export function createBurstDetector({
  from = 5,
  lasts = 50,
  longest = 2_000,
}: BurstOptions = {}): BurstDetector {
  let until = Number.NEGATIVE_INFINITY;
  return {
    kept(count) {
      if (count >= from) until = performance.now() + lasts;
    },
    async over() {
      const end = performance.now() + longest;
      const left = (): number => Math.min(until, end) - performance.now();
      for (let wait = left(); wait > 0; wait = left()) {
        await pause(wait);
      }
    },
  };
}
