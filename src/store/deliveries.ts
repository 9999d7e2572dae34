import { type RunQuery, runBy } from './statements/run.ts';
import type { Handle } from './tables.ts';

/** A verified delivery on its way into the database. */
export interface KeptDelivery {
  /** GitHub's id; a redelivery has the same one. */
  id: string;
  event: string;
  action: string | null;
  installation: number | null;
  /** Database id of the repository, if the delivery concerns one. */
  repository: number | null;
  /**
   * The fields that are read, a JSON object as text, without NULs and lone surrogates: Postgres would not accept
   * them in the facts that result.
   */
  payload: string;
  receivedAt: Date;
}

export type Kept = 'stored' | 'seen';

/** Stores a delivery; `seen` where one with that id is stored already and not parked: it stays as it is. */
export async function storeDelivery(db: Handle, delivery: KeptDelivery): Promise<Kept> {
  const [kept = 'seen'] = await storeDeliveries(runBy(db), [delivery]);
  return kept;
}

/**
 * Stores several with one statement, in their order: all, or none if it throws. Returns the result of each, in the
 * same order. Of duplicates, the first is stored.
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
  // The first delivery with an id removes the id from the set.
  return deliveries.map(({ id }) => (stored.delete(id) ? 'stored' : 'seen'));
}

/**
 * For each number of deliveries up to this, the statement stays prepared: parsing it again costs Postgres a fifth
 * of the whole, and keeping 32 of them prepared costs 3 MB a connection.
 */
const mostReady = 32;

const statements = new Map<number, string>();

/** Without the query builder, and once for each number of rows: deliveries may come by the thousand. */
function statementFor(rows: number): string {
  const known = statements.get(rows);
  if (known !== undefined) return known;
  const tuples = Array.from({ length: rows }, (_, row) => {
    const place = (column: number): string => `$${row * 7 + column}`;
    const given = [1, 2, 3, 4, 5, 6, 7].map(place);
    return `(${[...given, "'stored'", '0', place(7)].join(', ')})`;
  });
  // A parked delivery that people redeliver is processed again with the fields that this version keeps: an older
  // version may have left out the very field that it lacked.
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

/** Releases every leased delivery: only for a database that no other process uses. */
export async function releaseAllDeliveries(db: Handle): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ lease: null, leased_until: null })
    .where('leased_until', 'is not', null)
    .execute();
}

/** The ones of these ids that are stored. */
export async function deliveriesKnown(db: Handle, ids: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>();
  // Postgres accepts at most 65,535 values in one query.
  for (let from = 0; from < ids.length; from += 1_000) {
    const some = ids.slice(from, from + 1_000);
    const rows = await db.selectFrom('deliveries').select('id').where('id', 'in', some).execute();
    for (const { id } of rows) known.add(id);
  }
  return known;
}

/**
 * Deletes up to `most` deliveries that were done before a moment; returns how many. Parked deliveries wait for
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

/** Makes parked deliveries due again: these, or all of them. Returns the ids of those that were parked. */
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
