import { extendLease, finishSubject, postponeSubject, type TakenSubject } from '../store/subjects.ts';
import { tryAgainAt } from './backoff.ts';
import { openBench } from './bench.ts';
import { reconcileHotfix } from './reconcile-hotfix.ts';
import { reconcileRepository } from './reconcile-repository.ts';
import { Unfinished } from './unfinished.ts';
import type { Work } from './work.ts';

export interface Holder {
  /** Name of the lease. */
  lease: string;
  /** For how long it holds, milliseconds. */
  term: number;
}

/** Looks at one subject whose time has come, and sets the time of the next look. */
export async function workOnSubject(work: Work, subject: TakenSubject, holder: Holder): Promise<void> {
  const { db, now, log } = work;
  const { key, version, attempts } = subject;
  const { lease } = holder;
  const release = holdOn(work, key, holder);
  try {
    const lookAgainAt = await look(work, subject);
    await finishSubject(db, { key, lease, version, lookAgainAt, now: now() });
    log.debug({ subject: key, lookAgainAt }, 'looked at');
  } catch (error) {
    const dueAt = nextAttempt(error, attempts, now());
    await postponeSubject(db, {
      key,
      lease,
      dueAt,
      error: error instanceof Error ? error.message : 'unknown error',
    });
    log.warn({ err: error, subject: key, attempts, dueAt }, 'not finished; trying again');
  } finally {
    release();
  }
}

/**
 * Extends the lease for as long as the look goes on: a GitHub that is slow to answer must not let a second worker
 * begin, which would write everything again.
 */
function holdOn({ db, now, log }: Work, key: string, { lease, term }: Holder): () => void {
  const timer = setInterval(() => {
    extendLease(db, { key, lease, until: new Date(now().getTime() + term) }).catch((error: unknown) => {
      log.warn({ err: error, subject: key }, 'lease not extended');
    });
  }, term / 4);
  timer.unref();
  return () => clearInterval(timer);
}

/** A timer that comes due before the next attempt is not put off by somebody else's trouble. */
function nextAttempt(error: unknown, attempts: number, now: Date): Date {
  if (!(error instanceof Unfinished)) return tryAgainAt(error, attempts, now);
  const again = tryAgainAt(error.cause, attempts, now);
  return error.lookAgainAt && error.lookAgainAt < again ? error.lookAgainAt : again;
}

async function look(work: Work, subject: TakenSubject): Promise<Date | null> {
  const bench = await openBench(work, subject.repository);
  if (!bench) return null;
  return subject.branch === null ? reconcileRepository(bench) : reconcileHotfix(bench, subject.branch);
}
