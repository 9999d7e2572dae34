import type { Logger } from 'pino';
import type { Handle } from '../store/tables.ts';
import type { TakenDelivery } from './delivery-leases.ts';
import type { Lease } from './lease.ts';
import type { TakenSubject } from './subject-leases.ts';

/** What is done with what is due; the queue itself knows only when, by whom, and when again. */
export interface Handlers {
  /**
   * Records what a delivery says, and ends it in the same transaction. What it throws is tried again, unless it says that
   * this is of no use: then the delivery is parked.
   */
  delivery(delivery: TakenDelivery): Promise<void>;
  /** Looks at a subject; resolves to the time of the next look, `null`: when it is woken. What it throws is tried again. */
  subject(subject: TakenSubject, lease: Lease): Promise<Date | null>;
}

export interface Queue {
  db: Handle;
  log: Logger;
  now: () => Date;
  handlers: Handlers;
}

/** One worker's hold on one thing. */
export interface Holder {
  /** Name of the lease. */
  lease: string;
  /** For how long it holds, milliseconds. */
  term: number;
}
