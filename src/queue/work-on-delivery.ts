import { RetryableError } from '../waiting/retry.ts';
import { extendDelivery, parkDelivery, postponeDelivery, type TakenDelivery } from './delivery-leases.ts';
import type { Holder, Queue } from './handlers.ts';
import { holdLease } from './lease.ts';
import { levelOf } from './log-level.ts';
import { messageOf, retryAt } from './retry.ts';

/** A delivery that fails this often for an internal reason is parked: a working day of attempts. */
const mostAttempts = 40;

/** Processes one delivery. Failures are retried; one that would fail each time is parked, with the reason. */
export async function workOnDelivery(
  { db, log, now, handlers }: Queue,
  delivery: TakenDelivery,
  { lease, term }: Holder,
): Promise<void> {
  const { id, event, attempts } = delivery;
  const extend = (): Promise<boolean> => extendDelivery(db, { id, lease, leaseMs: term });
  const hold = holdLease({ key: `delivery ${id}`, term, extend, log });
  try {
    await handlers.delivery(delivery);
    log.debug({ delivery: id, event }, 'delivery processed');
  } catch (error) {
    const failed = { id, lease, error: messageOf(error) };
    if (isHopeless(error, attempts)) {
      await parkDelivery(db, failed);
      log.error({ err: error, delivery: id, event }, 'delivery parked');
      return;
    }
    const dueAt = retryAt(error, attempts, now());
    await postponeDelivery(db, { ...failed, dueAt });
    log[levelOf(error, attempts)](
      { err: error, delivery: id, event, dueAt },
      'delivery not finished; trying again',
    );
  } finally {
    hold.letGo();
  }
}

/** An outage elsewhere ends sooner or later, so it is never hopeless. */
function isHopeless(error: unknown, attempts: number): boolean {
  return error instanceof RetryableError ? error.retryAfter === 'never' : attempts + 1 >= mostAttempts;
}
