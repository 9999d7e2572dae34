import { type Expression, type Selectable, sql, type UpdateQueryBuilder } from 'kysely';
import { allOf } from '../store/any-of.ts';
import type { KeptDelivery } from '../store/deliveries.ts';
import { errorText } from '../store/error-text.ts';
import type { Handle, Tables } from '../store/tables.ts';
import { isFree, leasedFor } from './lease-time.ts';

export interface TakenDelivery extends Omit<KeptDelivery, 'payload'> {
  payload: Record<string, unknown>;
  /** Earlier attempts. */
  attempts: number;
}

export interface TakingDelivery {
  now: Date;
  leaseMs: number;
  /** Name of the lease: only its holder can extend it or give the delivery back. */
  lease: string;
  /** Repositories whose deliveries are not taken. */
  except?: { repositories: number[] };
}

/**
 * Leases the delivery that has waited longest, for `leaseMs`: if the worker dies, the lease simply expires. `null`
 * where none is due.
 */
export async function takeDelivery(db: Handle, taking: TakingDelivery): Promise<TakenDelivery | null> {
  const row = await deliveryToTake(db, taking).executeTakeFirst();
  return row ? takenDelivery(row) : null;
}

/** `only`: a further condition. */
export function deliveryToTake(
  db: Handle,
  { now, leaseMs, lease, except = { repositories: [] } }: TakingDelivery,
  only?: Expression<boolean>,
): UpdateQueryBuilder<Tables, 'deliveries', 'deliveries', Selectable<Tables['deliveries']>> {
  return db
    .updateTable('deliveries')
    .set({ lease, leased_until: leasedFor(leaseMs), attempts: sql`attempts + 1` })
    .where('seq', '=', (query) =>
      query
        .selectFrom('deliveries')
        .select('seq')
        .where('state', '=', sql.lit('stored'))
        .$if(only !== undefined, (some) => some.where(only ?? sql<boolean>`true`))
        // A delivery that did not fail is due, even if a clock that was ahead dated it into the future.
        .where((where) => where.or([where('error', 'is', null), where('due_at', '<=', now)]))
        .where(isFree)
        .where((where) =>
          where.or([
            where('repository', 'is', null),
            where('repository', '!=', allOf('bigint', except.repositories)),
          ]),
        )
        .orderBy('due_at')
        .orderBy('seq')
        .limit(sql.lit(1))
        .forUpdate()
        .skipLocked(),
    )
    .returningAll();
}

export function takenDelivery(row: Selectable<Tables['deliveries']>): TakenDelivery {
  const { id, event, action, installation, repository, payload, received_at: receivedAt, attempts } = row;
  return {
    ...{ id, event, action, installation, repository, receivedAt },
    payload: JSON.parse(payload) as Record<string, unknown>,
    attempts: attempts - 1,
  };
}

/** Extends a lease while the work continues; `false` where it was lost. */
export async function extendDelivery(
  db: Handle,
  { id, lease, leaseMs }: { id: string; lease: string; leaseMs: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('deliveries')
    .set({ leased_until: leasedFor(leaseMs) })
    .where('id', '=', id)
    .where('lease', '=', lease)
    .executeTakeFirst();
  return Number(numUpdatedRows) > 0;
}

/**
 * Ends a delivery and stores what it says, in one transaction. It no longer matters who has the lease: what is
 * recorded need not be recorded again.
 */
export async function finishDelivery(db: Handle, id: string, now: Date): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ state: 'done', done_at: now, lease: null, leased_until: null, error: null })
    .where('id', '=', id)
    .execute();
}

export interface FailedDelivery {
  id: string;
  lease: string;
  error: string;
}

/** Gives a delivery back, due at `dueAt`. Without the lease, nothing happens. */
export async function postponeDelivery(
  db: Handle,
  { id, lease, error, dueAt }: FailedDelivery & { dueAt: Date },
): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ due_at: dueAt, lease: null, leased_until: null, error: errorText(error) })
    .where('id', '=', id)
    .where('lease', '=', lease)
    .execute();
}

/** Parks a delivery that cannot be processed, with the reason. Without the lease, nothing happens. */
export async function parkDelivery(db: Handle, { id, lease, error }: FailedDelivery): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ state: 'parked', lease: null, leased_until: null, error: errorText(error) })
    .where('id', '=', id)
    .where('lease', '=', lease)
    .execute();
}
