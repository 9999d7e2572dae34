import type { Logger } from 'pino';
import type { Handle } from '../store/tables.ts';
import type { TakenDelivery } from './delivery-leases.ts';
import type { Lease } from './lease.ts';
import type { TakenSubject } from './subject-leases.ts';

/** How due work is done; the queue itself knows only when, by whom, and when again. */
export interface Handlers {
  /**
   * Records what a delivery says, and ends it in the same transaction. Errors are retried, except those that say
   * that retrying is useless: then the delivery is parked.
   */
  delivery(delivery: TakenDelivery): Promise<void>;
  /** Looks at a subject; resolves to the time of the next look, `null`: when it is woken. Errors are retried. */
  subject(subject: TakenSubject, lease: Lease): Promise<Date | null>;
}

export interface Queue {
  db: Handle;
  log: Logger;
  now: () => Date;
  handlers: Handlers;
}

/** A worker's lease. */
export interface Holder {
  /** Name of the lease. */
  lease: string;
  /** How long it lasts, milliseconds. */
  term: number;
}
