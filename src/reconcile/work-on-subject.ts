import { addSeconds } from 'date-fns/addSeconds';
import { openRepositoryContext } from '../context/repository-context.ts';
import type { Work } from '../context/work.ts';
import { holdLease, type Lease } from '../queue/lease.ts';
import { levelOf } from '../queue/log-level.ts';
import { retryAt } from '../queue/retry.ts';
import { Unfinished } from '../queue/unfinished.ts';
import { readDeliveryLog } from '../resync/read-delivery-log.ts';
import { sweepApp } from '../resync/sweep/sweep-app.ts';
import { sweepInstallation } from '../resync/sweep/sweep-installation.ts';
import { sweepRepository } from '../resync/sweep/sweep-repository.ts';
import { extendLease, finishSubject, postponeSubject, type TakenSubject } from '../store/subjects.ts';
import { reconcileHotfix } from './hotfix/reconcile-hotfix.ts';
import { reconcileIncident } from './incident/reconcile-incident.ts';
import { prune } from './prune.ts';
import { reconcileRepository } from './repository/reconcile-repository.ts';
import { tellSlack } from './slack/tell-slack.ts';

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
  const { lease, term } = holder;
  const extend = (): Promise<boolean> => extendLease(db, { key, lease, leaseMs: term });
  const hold = holdLease({ key, term, extend, log });
  try {
    const lookAgainAt = await look(work, subject, hold);
    await finishSubject(db, { key, lease, version, lookAgainAt, now: now() });
    log.debug({ subject: key, lookAgainAt }, 'looked at');
  } catch (error) {
    const failedAt = now();
    const dueAt = nextAttempt(error, attempts, failedAt);
    await postponeSubject(db, {
      key,
      lease,
      version,
      dueAt,
      now: failedAt,
      error: error instanceof Error ? error.message : 'unknown error',
    });
    const level = levelOf(error, attempts);
    log[level]({ err: error, subject: key, attempts, dueAt }, 'not finished; trying again');
  } finally {
    hold.letGo();
  }
}

/** Seconds until a policy that could not be read is asked for again. */
const policyWait = 30;

/** A timer that comes due before the next attempt is not put off by somebody else's trouble. */
function nextAttempt(error: unknown, attempts: number, now: Date): Date {
  if (!(error instanceof Unfinished)) return retryAt(error, attempts, now);
  const again = retryAt(error.cause, attempts, now);
  return error.lookAgainAt && error.lookAgainAt < again ? error.lookAgainAt : again;
}

async function look(work: Work, subject: TakenSubject, hold: Lease): Promise<Date | null> {
  switch (subject.kind) {
    case 'app':
      return sweepApp(work);
    case 'delivery-log':
      return readDeliveryLog(work);
    case 'prune':
      return prune(work);
    case 'slack':
      return tellSlack(work, hold);
    case 'installation':
      await sweepInstallation(work, Number(subject.key.slice('installation:'.length)));
      return null;
    case 'sweep': {
      const context = await openRepositoryContext(work, subject.repository, hold);
      if (context) await sweepRepository(context);
      return null;
    }
    case 'incident':
      return reconcileIncident(work, subject.key, hold);
    case 'hotfix':
    case 'repository':
      return reconcile(work, subject, hold);
  }
}

async function reconcile(work: Work, subject: TakenSubject, hold: Lease): Promise<Date | null> {
  const context = await openRepositoryContext(work, subject.repository, hold);
  if (!context) return null;
  const again = await (subject.branch === null
    ? reconcileRepository(context)
    : reconcileHotfix(context, subject.branch));
  if (!context.policyUnread) return again;
  const soon = addSeconds(work.now(), policyWait);
  return again && again < soon ? again : soon;
}
