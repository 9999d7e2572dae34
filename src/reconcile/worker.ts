import { randomUUID } from 'node:crypto';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import type { Work } from '../context/work.ts';
import { createAtWork } from '../queue/in-progress.ts';
import { createLanes } from '../queue/slots.ts';
import { takeNext } from '../store/take.ts';
import { workOnDelivery } from './delivery/work-on-delivery.ts';
import { workOnSubject } from './work-on-subject.ts';

export interface Worker {
  /** Works until `stop`: on what is due now, and on each thing as its time comes. */
  start(): void;
  /** Something was stored: look now and do not wait for the next look. */
  wake(): void;
  /** Works until each lane has found nothing due. Returns how many things were worked on. */
  runDue(): Promise<number>;
  /**
   * Takes nothing more, and waits for what is under way. What does not end in time is not handed back but runs out of
   * its lease: a write of it may still be on its way to GitHub.
   */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** How many things are worked on at once, not counting those that wait for GitHub. */
  lanes?: number;
  /** Milliseconds for which a thing is this worker's own; a worker that dies gives it back by running out of it. */
  lease?: number;
  /** Longest wait between two looks, milliseconds: what bounds how late a timer acts. It asks only the database. */
  look?: number;
  /** Longest wait for what is under way at the end, milliseconds. */
  patience?: number;
  /** `false`: nothing can be written now, and nothing is taken. */
  mayWork?: () => boolean;
  /** Resolves when nothing is on that goes before all work. */
  giveWay?: () => Promise<void>;
}

/**
 * Deliveries go first, so that a look knows all that was told. In a burst of thousands, what they tell of would wait until
 * the last of them is read: every third time, what has waited for longer than this goes before; milliseconds.
 */
const patienceOfSubjects = 2_000;

export function createWorker(work: Work, options: WorkerOptions = {}): Worker {
  const { lanes: count = 8, lease = 20_000, look = 500, patience = 20_000 } = options;
  const { mayWork = () => true, giveWay = () => Promise.resolve() } = options;
  const name = randomUUID();
  let stopping = false;
  let turns = 0;
  const atWork = createAtWork();

  async function next(began: () => void = () => undefined): Promise<boolean> {
    await giveWay();
    if (stopping || !mayWork()) return false;
    turns += 1;
    // A lease of its own for each look, and none for what this process is at already, whatever its clock says.
    const holder = { lease: `${name}:${turns}`, term: lease };
    const now = work.now();
    const taken = await takeNext(work.db, {
      delivery: { now, leaseMs: lease, except: { repositories: atWork.repositoriesWithDeliveries() } },
      subject: { now, leaseMs: lease, lease: holder.lease, except: atWork.taken() },
      ...(turns % 3 === 0 ? { lateBy: subMilliseconds(now, patienceOfSubjects) } : {}),
    });
    if (!taken) return false;
    const { repository, installation } = 'subject' in taken ? taken.subject : taken.delivery;
    const end = atWork.begin(
      'subject' in taken
        ? taken.subject
        : { key: null, repository: repository ?? 0, installation: installation ?? 0, background: false },
    );
    began();
    const done =
      'subject' in taken
        ? workOnSubject(work, taken.subject, holder)
        : workOnDelivery(work, taken.delivery, lease);
    await done.finally(end);
    return true;
  }

  const lanes = createLanes({
    next,
    lanes: count,
    look,
    failed: (error) => work.log.error({ err: error }, 'database does not answer; trying again'),
  });

  /** Where a lane finds something, there may be more: another begins beside it. */
  async function runDue(): Promise<number> {
    let [begun, done] = [0, 0];
    async function lane(): Promise<void> {
      begun += 1;
      const beside: Promise<void>[] = [];
      const another = (): void => {
        if (begun < count) beside.push(lane());
      };
      while (await next(another)) done += 1;
      await Promise.all(beside);
    }
    await lane();
    return done;
  }

  return {
    start: lanes.start,
    wake: lanes.wake,
    runDue,
    async stop() {
      stopping = true;
      const timeout = new AbortController();
      const late = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patience);
        timeout.signal.addEventListener('abort', () => clearTimeout(timer));
      });
      await Promise.race([lanes.stop(), late]);
      timeout.abort();
    },
  };
}
