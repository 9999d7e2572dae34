import { type Expression, type Selectable, sql, type UpdateQueryBuilder } from 'kysely';
import { allOf } from '../store/any-of.ts';
import type { KeptDelivery } from '../store/deliveries.ts';
import { errorText } from '../store/error-text.ts';
import type { Handle, Tables } from '../store/tables.ts';
import { isFree, leasedFor } from './lease-time.ts';

export interface TakenDelivery extends Omit<KeptDelivery, 'payload'> {
  payload: Record<string, unknown>;
  /** Attempts before this one. */
  attempts: number;
}

export interface TakingDelivery {
  now: Date;
  leaseMs: number;
  /** Name of the lease: only who knows it extends it, or gives the delivery back. */
  lease: string;
  /** Repositories of which no delivery is to be taken. */
  except?: { repositories: number[] };
}

/**
 * Takes the delivery that has waited longest, for `leaseMs`: a worker that dies gives it back by that alone. `null`
 * where none is due.
 */
export async function takeDelivery(db: Handle, taking: TakingDelivery): Promise<TakenDelivery | null> {
  const row = await deliveryToTake(db, taking).executeTakeFirst();
  return row ? takenDelivery(row) : null;
}

/** `only`: a condition on all of it. */
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

/** Keeps a delivery for longer, while the work on it goes on; `false` where the lease was lost. */
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
 * Ends a delivery together with what it says, in the same transaction. It does not matter who has the lease by
 * then: what is recorded need not be recorded again.
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

/** Gives a delivery back, to be taken again at `dueAt`. Nothing happens without the lease. */
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

/** Puts a delivery aside that cannot be worked on; it is kept, with the reason. Nothing happens without the lease. */
export async function parkDelivery(db: Handle, { id, lease, error }: FailedDelivery): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ state: 'parked', lease: null, leased_until: null, error: errorText(error) })
    .where('id', '=', id)
    .where('lease', '=', lease)
    .execute();
}
