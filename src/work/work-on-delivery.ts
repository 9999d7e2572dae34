import { kindOf } from '../github/trouble.ts';
import { UnreadableDelivery } from '../intake/unreadable-delivery.ts';
import { finishDelivery, parkDelivery, postponeDelivery, type TakenDelivery } from '../store/deliveries.ts';
import { findRepository } from '../store/repositories.ts';
import { tryAgainAt } from './backoff.ts';
import { handleDelivery } from './handle-delivery.ts';
import { levelOf } from './level-of.ts';
import type { Work } from './work.ts';

/** Attempts after which a delivery that fails for a reason of its own is put aside: a working day of them. */
const mostAttempts = 40;

/** GitHub says so too of what it hides for a while: only after a day of it is the App taken to be gone from there. */
const attemptsUntilGone = 12;

/** Works on one delivery. What cannot be read is parked with the reason; where GitHub fails, it is tried again. */
export async function workOnDelivery(work: Work, delivery: TakenDelivery): Promise<void> {
  const { db, now, log } = work;
  const { id, event, attempts } = delivery;
  try {
    await handleDelivery(work, delivery);
    log.debug({ delivery: id, event }, 'delivery worked on');
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown error';
    const trouble = kindOf(error);
    if (trouble === 'uninstalled' && (await isOver(work, delivery))) {
      await finishDelivery(db, id, now());
      log.info({ delivery: id, event }, 'delivery of an installation that is gone');
    } else if (error instanceof UnreadableDelivery || (trouble === null && attempts + 1 >= mostAttempts)) {
      await parkDelivery(db, id, reason);
      log.error({ err: error, delivery: id, event }, 'delivery parked');
    } else {
      const dueAt = tryAgainAt(error, attempts, now());
      await postponeDelivery(db, id, { dueAt, error: reason });
      const level = levelOf(error, attempts);
      log[level]({ err: error, delivery: id, event, dueAt }, 'delivery not finished; trying again');
    }
  }
}

/** The App was told that it is gone from there, or has been told so for long enough by being refused. */
async function isOver({ db }: Work, { repository, attempts }: TakenDelivery): Promise<boolean> {
  if (attempts + 1 >= attemptsUntilGone || repository === null) return true;
  return (await findRepository(db, repository))?.state === 'gone';
}
