/**
 * Spaces out the writes of one installation. GitHub's documented secondary limit is 80 content-creating requests
 * a minute: a burst of 15 and one a second after that stays below it in every minute, and lets the few writes of
 * one hotfix go at once.
 */
export interface Pacer {
  /** Resolves when the next write may be sent, in the order of the calls. */
  turn(): Promise<void>;
}

export interface PacerOptions {
  burst?: number;
  /** Milliseconds after which one more write may be sent. */
  refill?: number;
  /** Monotonic clock, milliseconds: a step of the wall clock must not open or shut the gate. */
  elapsed?: () => number;
  sleep?: (milliseconds: number) => Promise<void>;
}

export function createPacer({ burst = 15, refill = 1000, elapsed, sleep }: PacerOptions = {}): Pacer {
  const clock = elapsed ?? ((): number => performance.now());
  const pause = sleep ?? ((ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms)));
  let tokens = burst;
  let filledAt = clock();
  let queue = Promise.resolve();

  async function take(): Promise<void> {
    const now = clock();
    tokens = Math.min(burst, tokens + (now - filledAt) / refill);
    filledAt = now;
    if (tokens < 1) {
      await pause(Math.ceil((1 - tokens) * refill));
      return take();
    }
    tokens -= 1;
  }

  return {
    turn() {
      queue = queue.then(take);
      return queue;
    },
  };
}
