import type { Work } from '../../context/work.ts';
import { kindOf } from '../../github/client/errors.ts';
import { UnreadableDelivery } from '../../intake/read/unreadable-delivery.ts';
import { holdLease } from '../../queue/lease.ts';
import { levelOf } from '../../queue/log-level.ts';
import { retryAt } from '../../queue/retry.ts';
import {
  extendDelivery,
  finishDelivery,
  parkDelivery,
  postponeDelivery,
  type TakenDelivery,
} from '../../store/deliveries.ts';
import { findRepository } from '../../store/repositories.ts';
import { handleDelivery } from './handle-delivery.ts';

/** Attempts after which a delivery that fails for a reason of its own is put aside: a working day of them. */
const mostAttempts = 40;

/**
 * GitHub says so too of what it hides for a while: only after some hours of it is the installation, or the repository,
 * taken to be gone. Should it not be, the next comparison brings in what was told meanwhile.
 */
const attemptsUntilGone = { uninstalled: 5, missing: 12 };

/**
 * Works on one delivery, which is this worker's for `term` milliseconds and as long as it goes on. What cannot be read is
 * parked with the reason; where GitHub fails, it is tried again.
 */
export async function workOnDelivery(work: Work, delivery: TakenDelivery, term: number): Promise<void> {
  const { db, now, log } = work;
  const { id, event, attempts } = delivery;
  const extend = (): Promise<boolean> => extendDelivery(db, { id, leaseMs: term });
  const hold = holdLease({ key: `delivery ${id}`, term, extend, log });
  try {
    await handleDelivery(work, delivery);
    log.debug({ delivery: id, event }, 'delivery worked on');
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown error';
    const trouble = kindOf(error);
    if ((trouble === 'uninstalled' || trouble === 'missing') && (await isOver(work, delivery, trouble))) {
      await finishDelivery(db, id, now());
      log.info({ delivery: id, event }, 'delivery of an installation or a repository that is gone');
    } else if (error instanceof UnreadableDelivery || (trouble === null && attempts + 1 >= mostAttempts)) {
      await parkDelivery(db, id, reason);
      log.error({ err: error, delivery: id, event }, 'delivery parked');
    } else {
      const dueAt = retryAt(error, attempts, now());
      await postponeDelivery(db, id, { dueAt, error: reason });
      const level = levelOf(error, attempts);
      log[level]({ err: error, delivery: id, event, dueAt }, 'delivery not finished; trying again');
    }
  } finally {
    hold.letGo();
  }
}

/** The App was told that it is gone from there, or has been told so for long enough by being refused. */
async function isOver(
  { db }: Work,
  { repository, attempts }: TakenDelivery,
  trouble: keyof typeof attemptsUntilGone,
): Promise<boolean> {
  if (attempts + 1 >= attemptsUntilGone[trouble]) return true;
  // What the App asks for without a repository is the installation itself.
  if (repository === null) return trouble === 'uninstalled';
  return (await findRepository(db, repository))?.state === 'gone';
}
