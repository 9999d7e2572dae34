import { setTimeout as sleep } from 'node:timers/promises';

export class MissingEffect extends Error {}

export interface Awaited<T> {
  /** The effect, as a sentence. */
  expected: string;
  /** `null`: not there yet. */
  look: () => T | null;
  /** What happened instead, for the message when the wait fails. */
  there: () => string;
  /** Milliseconds. */
  within: number;
  signal: AbortSignal;
}

/**
 * Waits for an effect.
 * @throws {MissingEffect} naming what was expected and what is there
 */
export async function awaitEffect<T>({ expected, look, there, within, signal }: Awaited<T>): Promise<T> {
  const end = performance.now() + within;
  for (;;) {
    signal.throwIfAborted();
    const found = look();
    if (found !== null) return found;
    if (performance.now() >= end) {
      const seconds = Math.round(within / 1000);
      throw new MissingEffect(`Expected within ${seconds} s: ${expected}\nThere is:\n${there()}`);
    }
    await sleep(25, undefined, { signal });
  }
}
