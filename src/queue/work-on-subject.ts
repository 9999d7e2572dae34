import type { Holder, Queue } from './handlers.ts';
import { holdLease } from './lease.ts';
import { levelOf } from './log-level.ts';
import { messageOf, retryAt } from './retry.ts';
import { extendLease, finishSubject, postponeSubject, type TakenSubject } from './subject-leases.ts';
import { Unfinished } from './unfinished.ts';

/** Looks at one due subject, and sets the time of the next look. */
export async function workOnSubject(
  { db, log, now, handlers }: Queue,
  subject: TakenSubject,
  { lease, term }: Holder,
): Promise<void> {
  const { key, version, attempts } = subject;
  const extend = (): Promise<boolean> => extendLease(db, { key, lease, leaseMs: term });
  const hold = holdLease({ key, term, extend, log });
  try {
    const lookAgainAt = await handlers.subject(subject, hold);
    await finishSubject(db, { key, lease, version, lookAgainAt, now: now() });
    log.debug({ subject: key, lookAgainAt }, 'subject processed');
  } catch (error) {
    const failedAt = now();
    const dueAt = nextAttempt(error, attempts, failedAt);
    await postponeSubject(db, { key, lease, version, dueAt, now: failedAt, error: messageOf(error) });
    log[levelOf(error, attempts)](
      { err: error, subject: key, attempts, dueAt },
      'not finished; trying again',
    );
  } finally {
    hold.letGo();
  }
}

/** Another failure does not delay a timer that is due before the next attempt. */
function nextAttempt(error: unknown, attempts: number, now: Date): Date {
  if (!(error instanceof Unfinished)) return retryAt(error, attempts, now);
  const again = retryAt(error.cause, attempts, now);
  return error.lookAgainAt && error.lookAgainAt < again ? error.lookAgainAt : again;
}
