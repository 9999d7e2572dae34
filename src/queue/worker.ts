import { randomUUID } from 'node:crypto';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import type { Queue } from './handlers.ts';
import { createInProgress } from './in-progress.ts';
import { createSlots } from './slots.ts';
import { takeNext } from './take-next.ts';
import { workOnDelivery } from './work-on-delivery.ts';
import { workOnSubject } from './work-on-subject.ts';

export interface Worker {
  /** Works until `stop`: on what is due now, and on each thing as its time comes. */
  start(): void;
  /** Something was stored: looks now instead of at the next look. */
  wake(): void;
  /** Works until every slot has found nothing due. Returns how many things were worked on. */
  runDue(): Promise<number>;
  /**
   * Takes nothing more, and waits for what is in progress. What does not end in time is not handed back but runs out of
   * its lease: a write of it may still be on its way to GitHub.
   */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** How many things are worked on at once, not counting those that wait for GitHub. */
  slots?: number;
  /** Milliseconds for which this worker has a thing; a worker that dies gives it back when they have passed. */
  lease?: number;
  /** Longest wait between two looks, milliseconds: what bounds how late a timer acts. It asks only the database. */
  look?: number;
  /** Longest wait for what is in progress at the end, milliseconds. */
  patience?: number;
  /** `false`: nothing can be written now, and nothing is taken. */
  mayWork?: () => boolean;
  /** Resolves when nothing is happening that goes before all work. */
  giveWay?: () => Promise<void>;
}

/**
 * Deliveries go first, so that a look knows everything that was delivered. In a burst of thousands, the subjects that they
 * concern would wait until the last of them is read: every third time, a subject that has waited for longer than this goes
 * first; milliseconds.
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
    // A lease of its own for each look, and none for what this process works on already, whatever its clock says.
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
    failed: (error) => queue.log.error({ err: error }, 'the store does not answer; looking again'),
  });

  /** Where a slot finds something, there may be more: another begins beside it. */
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
