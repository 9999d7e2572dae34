import { type Expression, type Selectable, sql, type UpdateQueryBuilder } from 'kysely';
import { allOf } from './any-of.ts';
import { errorText } from './error-text.ts';
import { isFree, leasedFor } from './lease-time.ts';
import { type RunQuery, runBy } from './statements/run.ts';
import type { Handle, Tables } from './tables.ts';

/** A verified delivery on its way into the database. */
export interface KeptDelivery {
  /** GitHub's id of it; a redelivery has the same one. */
  id: string;
  event: string;
  action: string | null;
  installation: number | null;
  /** Database id of the repository, where the delivery is about one. */
  repository: number | null;
  /** What is read of it, a JSON object as text, free of what a Postgres `jsonb` refuses in the facts that come of it: NULs above all. */
  payload: string;
  receivedAt: Date;
}

export interface TakenDelivery extends Omit<KeptDelivery, 'payload'> {
  payload: Record<string, unknown>;
  /** Attempts before this one. */
  attempts: number;
}

export type Kept = 'stored' | 'seen';

/** Keeps a delivery for good; `seen` where one of that id is kept already and not parked: it stays as it is. */
export async function storeDelivery(db: Handle, delivery: KeptDelivery): Promise<Kept> {
  const [kept = 'seen'] = await storeDeliveries(runBy(db), [delivery]);
  return kept;
}

/**
 * Keeps several with one statement, in their order: all of them or, where it throws, none. What came of each, in the
 * same order. Of one that is there twice, the first is kept.
 */
export async function storeDeliveries(run: RunQuery, deliveries: readonly KeptDelivery[]): Promise<Kept[]> {
  const ids = new Set<string>();
  const once = deliveries.filter(({ id }) => ids.size < ids.add(id).size);
  const values = once.flatMap(({ id, event, action, installation, repository, payload, receivedAt }) => [
    ...[id, event, action, installation, repository, payload],
    receivedAt.toISOString(),
  ]);
  const name = once.length > mostReady ? undefined : `keep-${once.length}`;
  const rows = await run<{ id: string }>(statementFor(once.length), values, name);
  const stored = new Set(rows.map(({ id }) => id));
  // The set forgets an id with the first of it.
  return deliveries.map(({ id }) => (stored.delete(id) ? 'stored' : 'seen'));
}

/**
 * For each number of deliveries up to this the statement is kept ready: to understand it anew costs Postgres a fifth of
 * the whole, to keep 32 of them ready 3 MB a connection.
 */
const mostReady = 32;

const statements = new Map<number, string>();

/** By hand, and once for each number of rows: deliveries may come by the thousand. */
function statementFor(rows: number): string {
  const known = statements.get(rows);
  if (known !== undefined) return known;
  const tuples = Array.from({ length: rows }, (_, row) => {
    const place = (column: number): string => `$${row * 7 + column}`;
    const given = [1, 2, 3, 4, 5, 6, 7].map(place);
    return `(${[...given, "'stored'", '0', place(7)].join(', ')})`;
  });
  // One that was parked, and is sent again by people, is tried again: with what this version keeps of it, since an older one
  // may have left out the very part that it lacked.
  const text = `insert into deliveries
    (id, event, action, installation, repository, payload, received_at, state, attempts, due_at)
    values ${tuples.join(', ')}
    on conflict (id) do update
    set state = 'stored', attempts = 0, due_at = excluded.due_at, error = null, payload = excluded.payload
    where deliveries.state = 'parked'
    returning id`;
  statements.set(rows, text);
  return text;
}

export interface TakingDelivery {
  now: Date;
  leaseMs: number;
  /** Of these none is to be taken. */
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
  { now, leaseMs, except = { repositories: [] } }: TakingDelivery,
  only?: Expression<boolean>,
): UpdateQueryBuilder<Tables, 'deliveries', 'deliveries', Selectable<Tables['deliveries']>> {
  return db
    .updateTable('deliveries')
    .set({ leased_until: leasedFor(leaseMs), attempts: sql`attempts + 1` })
    .where('seq', '=', (query) =>
      query
        .selectFrom('deliveries')
        .select('seq')
        .where('state', '=', sql.lit('stored'))
        .$if(only !== undefined, (some) => some.where(only ?? sql<boolean>`true`))
        // What did not fail is due, also where a clock that was ahead dated it into the future.
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

/** Keeps a delivery that was taken for longer, while the work on it goes on; `false`: it is done. */
export async function extendDelivery(
  db: Handle,
  { id, leaseMs }: { id: string; leaseMs: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('deliveries')
    .set({ leased_until: leasedFor(leaseMs) })
    .where('id', '=', id)
    .where('state', '=', 'stored')
    .where('leased_until', 'is not', null)
    .executeTakeFirst();
  return Number(numUpdatedRows) > 0;
}

export async function finishDelivery(db: Handle, id: string, now: Date): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ state: 'done', done_at: now, leased_until: null, error: null })
    .where('id', '=', id)
    .execute();
}

/** Gives a delivery back, to be taken again at `dueAt`. */
export async function postponeDelivery(
  db: Handle,
  id: string,
  later: { dueAt: Date; error: string },
): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ due_at: later.dueAt, leased_until: null, error: errorText(later.error) })
    .where('id', '=', id)
    .execute();
}

/**
 * Puts a delivery aside that cannot be worked on; it is kept, with the reason. One that another worker finished
 * meanwhile, because the lease of this one ran out, stays done.
 */
export async function parkDelivery(db: Handle, id: string, error: string): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ state: 'parked', leased_until: null, error: errorText(error) })
    .where('id', '=', id)
    .where('state', '=', 'stored')
    .execute();
}

/** Gives back every delivery that is taken: only for a database that nobody else works on. */
export async function releaseAllDeliveries(db: Handle): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ leased_until: null })
    .where('state', '=', 'stored')
    .where('leased_until', 'is not', null)
    .execute();
}

/** Of these ids, those that are kept. */
export async function deliveriesKnown(db: Handle, ids: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>();
  // Postgres takes no more than 65,535 values with one query.
  for (let from = 0; from < ids.length; from += 1_000) {
    const some = ids.slice(from, from + 1_000);
    const rows = await db.selectFrom('deliveries').select('id').where('id', 'in', some).execute();
    for (const { id } of rows) known.add(id);
  }
  return known;
}

/**
 * Forgets deliveries that were done before a moment, at most so many; returns how many. What was parked waits for
 * people, however long.
 */
export async function pruneDeliveries(
  db: Handle,
  { before, most }: { before: Date; most: number },
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('deliveries')
    .where('seq', 'in', (query) =>
      query
        .selectFrom('deliveries')
        .select('seq')
        .where('state', '=', 'done')
        .where('done_at', '<', before)
        .orderBy('seq')
        .limit(most)
        .forUpdate()
        .skipLocked(),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Has parked deliveries tried again: these, or all of them. Returns the ids of those that were parked. */
export async function unpark(db: Handle, ids: readonly string[] | 'all', now: Date): Promise<string[]> {
  if (ids !== 'all' && ids.length === 0) return [];
  const rows = await db
    .updateTable('deliveries')
    .set({ state: 'stored', attempts: 0, due_at: now, error: null })
    .where('state', '=', 'parked')
    .$if(ids !== 'all', (some) => some.where('id', 'in', ids === 'all' ? [] : ids))
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
