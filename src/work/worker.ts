import { randomUUID } from 'node:crypto';
import { takeDelivery } from '../store/deliveries.ts';
import { takeSubject } from '../store/subjects.ts';
import type { Work } from './work.ts';
import { workOnDelivery } from './work-on-delivery.ts';
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
  /** How many things are worked on at once. */
  lanes?: number;
  /** Milliseconds for which a thing is this worker's own; a worker that dies gives it back by running out of it. */
  lease?: number;
  /** Longest wait between two looks, milliseconds: what bounds how late a timer acts. It asks only the database. */
  look?: number;
  /** Longest wait for what is under way at the end, milliseconds. */
  patience?: number;
}

/** So many lanes may be at work for one installation. */
const mostOfOne = 3;

export function createWorker(work: Work, options: WorkerOptions = {}): Worker {
  const { lanes = 8, lease = 20_000, look = 500, patience = 20_000 } = options;
  const name = randomUUID();
  let stopping = false;
  let takes = 0;
  const atWork = new Map<string, number>();
  /** Somebody here looks through GitHub's memory: one at a time, in small steps. */
  let looksBack = false;
  let running: Promise<unknown> = Promise.resolve();
  const waiting = new Set<() => void>();

  async function next(found: () => void = () => undefined): Promise<boolean> {
    if (stopping) return false;
    // Its lease is not extended: it may have to wait for the policy.
    const delivery = await takeDelivery(work.db, { now: work.now(), leaseMs: 3 * lease });
    if (delivery) {
      found();
      await workOnDelivery(work, delivery);
      return true;
    }
    // A lease of its own for each look, and none for what this process is at already, whatever its clock says.
    takes += 1;
    const holder = { lease: `${name}:${takes}`, term: lease };
    const except = { keys: [...atWork.keys()], installations: busy(), background: looksBack };
    const subject = await takeSubject(work.db, {
      now: work.now(),
      leaseMs: lease,
      lease: holder.lease,
      except,
    });
    if (!subject) return false;
    atWork.set(subject.key, subject.installation);
    looksBack ||= subject.background;
    found();
    try {
      await workOnSubject(work, subject, holder);
    } finally {
      atWork.delete(subject.key);
      if (subject.background) looksBack = false;
    }
    return true;
  }

  /** Writes wait for their turn, and each installation has its own: it must not take every lane to wait in. */
  function busy(): number[] {
    const installations = [...atWork.values()];
    return installations.filter((one) => installations.filter((other) => other === one).length >= mostOfOne);
  }

  /** Where a lane finds something, there may be more: another begins beside it. */
  async function runDue(): Promise<number> {
    let [begun, count] = [0, 0];
    async function lane(): Promise<void> {
      begun += 1;
      const beside: Promise<void>[] = [];
      const another = (): void => {
        if (begun < lanes) beside.push(lane());
      };
      while (await next(another)) count += 1;
      await Promise.all(beside);
    }
    await lane();
    return count;
  }

  /** Ends when something is stored, and after `look` in any case. */
  async function pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const rouse = (): void => {
        clearTimeout(timer);
        waiting.delete(rouse);
        resolve();
      };
      const timer = setTimeout(rouse, look);
      waiting.add(rouse);
    });
  }

  /** Each lane goes its own pace: one that waits for a slow repository holds up no other. */
  async function run(): Promise<void> {
    while (!stopping) {
      try {
        if (!(await next())) await pause();
      } catch (error) {
        work.log.error({ err: error }, 'the store does not answer; looking again');
        await pause();
      }
    }
  }

  function wake(): void {
    for (const rouse of [...waiting]) rouse();
  }

  return {
    start() {
      running = Promise.all(Array.from({ length: lanes }, run));
    },
    wake,
    runDue,
    async stop() {
      stopping = true;
      wake();
      const timeout = new AbortController();
      const late = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patience);
        timeout.signal.addEventListener('abort', () => clearTimeout(timer));
      });
      await Promise.race([running, late]);
      timeout.abort();
    },
  };
}
