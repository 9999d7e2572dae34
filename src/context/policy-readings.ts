import { addMilliseconds } from 'date-fns/addMilliseconds';
import { min } from 'date-fns/min';
import { retryAt } from '../queue/retry.ts';
import { isHeld, type Pause } from '../waiting/pause.ts';
import { longestWaitForPolicy } from '../waiting/timings.ts';

/**
 * The readings of policy files in this process: each serves everybody who waits for it, and a failing one is not
 * repeated by each.
 */
export interface PolicyReadings {
  /**
   * Reads, or joins a reading in progress. `name` identifies one state of one file. With `waits`, a failed reading
   * is not repeated before its time: the failure is thrown again instead.
   */
  share<T>(name: string, options: { now: () => Date; waits: boolean }, read: () => Promise<T>): Promise<T>;
}

interface Failure extends Pause {
  error: unknown;
  attempts: number;
}

/** How many failed readings are remembered; beyond that, the oldest file is read again too early. */
const mostFailures = 10_000;

export function createPolicyReadings(): PolicyReadings {
  const underWay = new Map<string, Promise<unknown>>();
  const failures = new Map<string, Failure>();

  async function attempt<T>(name: string, now: () => Date, read: () => Promise<T>): Promise<T> {
    try {
      const known = await read();
      failures.delete(name);
      return known;
    } catch (error) {
      const attempts = failures.get(name)?.attempts ?? 0;
      const from = now();
      const until = min([retryAt(error, attempts, from), addMilliseconds(from, longestWaitForPolicy)]);
      failures.delete(name);
      failures.set(name, { error, attempts: attempts + 1, from, until });
      const [oldest] = failures.size > mostFailures ? failures.keys() : [];
      if (oldest !== undefined) failures.delete(oldest);
      throw error;
    }
  }

  return {
    async share<T>(
      name: string,
      { now, waits }: { now: () => Date; waits: boolean },
      read: () => Promise<T>,
    ) {
      const begun = underWay.get(name);
      if (begun) return (await begun) as T;
      const failed = failures.get(name);
      if (waits && failed && isHeld(failed, now())) throw failed.error;
      const reading = attempt(name, now, read).finally(() => underWay.delete(name));
      underWay.set(name, reading);
      return reading;
    },
  };
}
