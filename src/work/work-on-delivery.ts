import { GitHubTrouble } from '../github/trouble.ts';
import { UnreadableDelivery } from '../intake/unreadable-delivery.ts';
import { finishDelivery, parkDelivery, postponeDelivery, type TakenDelivery } from '../store/deliveries.ts';
import { tryAgainAt } from './backoff.ts';
import { handleDelivery } from './handle-delivery.ts';
import type { Work } from './work.ts';

/** Attempts after which a delivery that fails for a reason of its own is put aside: a working day of them. */
const mostAttempts = 40;

/** Works on one delivery. What cannot be read is parked with the reason; where GitHub fails, it is tried again. */
export async function workOnDelivery(work: Work, delivery: TakenDelivery): Promise<void> {
  const { db, now, log } = work;
  const { id, event, attempts } = delivery;
  try {
    await handleDelivery(work, delivery);
    log.debug({ delivery: id, event }, 'delivery worked on');
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown error';
    const trouble = error instanceof GitHubTrouble ? error.trouble.kind : null;
    if (trouble === 'uninstalled') {
      await finishDelivery(db, id, now());
      log.info({ delivery: id, event }, 'delivery of an installation that is gone');
    } else if (error instanceof UnreadableDelivery || (trouble === null && attempts + 1 >= mostAttempts)) {
      await parkDelivery(db, id, reason);
      log.error({ err: error, delivery: id, event }, 'delivery parked');
    } else {
      const dueAt = tryAgainAt(error, attempts, now());
      await postponeDelivery(db, id, { dueAt, error: reason });
      log.warn({ err: error, delivery: id, event, dueAt }, 'delivery not finished; trying again');
    }
  }
}
