import type { Logger } from 'pino';
import { deliveryLogSubject } from '../store/subject-key.ts';
import { wakeSubject } from '../store/subjects.ts';
import type { Handle } from '../store/tables.ts';
import { waitForLostDeliveries } from '../waiting/timings.ts';

export interface LostWatch {
  /** A delivery could not be taken. */
  lost(): void;
  stop(): void;
}

/**
 * GitHub does not repeat a delivery that could not be taken: its log is read soon after, as soon as the store answers
 * again. Should this process end before, the next one reads it at its start.
 */
export function watchForLost(
  { db, now, log }: { db: Handle; now: () => Date; log: Pick<Logger, 'warn'> },
  wake: () => void,
): LostWatch {
  let timer: NodeJS.Timeout | null = null;

  function later(): void {
    timer = setTimeout(() => void look(), waitForLostDeliveries);
    timer.unref();
  }

  async function look(): Promise<void> {
    try {
      await wakeSubject(db, deliveryLogSubject, now());
      timer = null;
      wake();
    } catch (error) {
      log.warn({ err: error }, 'GitHub delivery log not readable; retrying');
      later();
    }
  }

  return {
    lost() {
      if (!timer) later();
    },
    stop() {
      if (timer) clearTimeout(timer);
    },
  };
}
