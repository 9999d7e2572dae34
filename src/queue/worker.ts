import { randomUUID } from 'node:crypto';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import type { Queue } from './handlers.ts';
import { createInProgress } from './in-progress.ts';
import { createSlots } from './slots.ts';
import { takeNext } from './take-next.ts';
import { workOnDelivery } from './work-on-delivery.ts';
import { workOnSubject } from './work-on-subject.ts';

export interface Worker {
  /** Works until `stop`: on what is due now, and later on what becomes due. */
  start(): void;
  /** Something was stored: looks now instead of at the next interval. */
  wake(): void;
  /** Works until no slot finds anything due. Returns how much was done. */
  runDue(): Promise<number>;
  /**
   * Takes no new work, and waits for work in progress. Work that does not end in time is not given back; its lease
   * expires, because one of its writes may still be on its way to GitHub.
   */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** How much work runs at once, not counting work that waits for GitHub. */
  slots?: number;
  /** Milliseconds of a lease; after them, the work of a dead worker is free again. */
  lease?: number;
  /**
   * Longest interval between two looks, milliseconds: the most that a timer is late. A look only queries the
   * database.
   */
  look?: number;
  /** Longest wait for work in progress at the end, milliseconds. */
  patience?: number;
  /** `false`: nothing can be written now, so nothing is taken. */
  mayWork?: () => boolean;
  /** Resolves when nothing more urgent than work is happening. */
  giveWay?: () => Promise<void>;
}

/**
 * Deliveries come first, so that a look knows everything that was delivered. In a burst of thousands, their
 * subjects would wait until the last is read: every third time, a subject that has waited for longer than this
 * comes first; milliseconds.
 */
const longestWaitOfSubjects = 2_000;

export function createWorker(queue: Queue, options: WorkerOptions = {}): Worker {
  const { slots: count = 8, lease: term = 20_000, look = 500, patience = 20_000 } = options;
  const { mayWork = () => true, giveWay = () => Promise.resolve() } = options;
  const name = randomUUID();
  let stopping = false;
  let turns = 0;
  const inProgress = createInProgress();

  async function next(began: () => void = () => undefined): Promise<boolean> {
    await giveWay();
    if (stopping || !mayWork()) return false;
    turns += 1;
    // Each look has its own lease, and skips what this process is working on, whatever its clock says.
    const lease = `${name}:${turns}`;
    const now = queue.now();
    const taken = await takeNext(queue.db, {
      delivery: {
        now,
        leaseMs: term,
        lease,
        except: { repositories: inProgress.repositoriesWithDeliveries() },
      },
      subject: { now, leaseMs: term, lease, except: inProgress.taken() },
      ...(turns % 3 === 0 ? { lateBy: subMilliseconds(now, longestWaitOfSubjects) } : {}),
    });
    if (!taken) return false;
    const { repository, installation } = 'subject' in taken ? taken.subject : taken.delivery;
    const end = inProgress.begin(
      'subject' in taken
        ? taken.subject
        : { key: null, repository: repository ?? 0, installation: installation ?? 0, background: false },
    );
    began();
    const done =
      'subject' in taken
        ? workOnSubject(queue, taken.subject, { lease, term })
        : workOnDelivery(queue, taken.delivery, { lease, term });
    await done.finally(end);
    return true;
  }

  const slots = createSlots({
    next,
    slots: count,
    look,
    failed: (error) => queue.log.error({ err: error }, 'database not answering; retrying'),
  });

  /** Where a slot finds work, there may be more: another starts beside it. */
  async function runDue(): Promise<number> {
    let [begun, done] = [0, 0];
    async function slot(): Promise<void> {
      begun += 1;
      const beside: Promise<void>[] = [];
      const another = (): void => {
        if (begun < count) beside.push(slot());
      };
      while (await next(another)) done += 1;
      await Promise.all(beside);
    }
    await slot();
    return done;
  }

  return {
    start: slots.start,
    wake: slots.wake,
    runDue,
    async stop() {
      stopping = true;
      const timeout = new AbortController();
      const late = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patience);
        timeout.signal.addEventListener('abort', () => clearTimeout(timer));
      });
      await Promise.race([slots.stop(), late]);
      timeout.abort();
    },
  };
}
