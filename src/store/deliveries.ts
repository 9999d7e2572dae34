import { type RunQuery, runBy } from './statements/run.ts';
import type { Handle } from './tables.ts';

/** A verified delivery on its way into the database. */
export interface KeptDelivery {
  /** GitHub's id of it; a redelivery has the same one. */
  id: string;
  event: string;
  action: string | null;
  installation: number | null;
  /** Database id of the repository, where the delivery is about one. */
  repository: number | null;
  /**
   * What is read of it, a JSON object as text, without NULs and half surrogate pairs: Postgres cannot take a text with them
   * out of the facts that come of it.
   */
  payload: string;
  receivedAt: Date;
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

/** Gives back every delivery that is taken: only for a database that nobody else works on. */
export async function releaseAllDeliveries(db: Handle): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ lease: null, leased_until: null })
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
