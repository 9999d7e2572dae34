/** Databases for tests: the embedded one, and a real Postgres. */
import { sql } from 'kysely';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migratedFolder } from './migrated-folder.ts';
import { emptyPostgres } from './shared-postgres.ts';

export interface TestStore {
  name: string;
  open(): Promise<Database>;
}

const embedded: TestStore = {
  name: 'embedded',
  open: async () => openDatabase({ kind: 'embedded', dataDir: await migratedFolder() }),
};

const postgres: TestStore = {
  name: 'postgres',
  open: async () => openDatabase({ kind: 'postgres', url: await emptyPostgres() }),
};

/** What holds for one has to hold for the other. */
export function stores(): TestStore[] {
  return [embedded, postgres];
}

let shared: Promise<Database> | null = null;

/**
 * One database for all tests of a file, empty each time: opening one takes a while. On Postgres, which is the quicker
 * one; `TEST_DATABASE=embedded` has everything run on the embedded one.
 */
export async function emptyDatabase(): Promise<Database> {
  shared ??= (process.env.TEST_DATABASE === 'embedded' ? embedded : postgres).open();
  const database = await shared;
  await empty(database);
  return { ...database, close: () => Promise.resolve() };
}

afterAll(async () => {
  await (await shared)?.close();
});

/** As `truncate … restart identity` does, which makes new files for every table, and all connections learn them anew. */
export async function empty({ db }: Database): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`lock table ${sql.join(tables.map((table) => sql.table(table)))}`.execute(tx);
    await sql`with ${sql.join(tables.map((table) => sql`${sql.ref(table)} as (delete from ${sql.table(table)})`))}
      select setval('facts_seq_seq', 1, false), setval('deliveries_seq_seq', 1, false)`.execute(tx);
  });
}

/** As if every lease had run out: they are counted by the database's own clock. */
export async function runOutLeases({ db }: Database): Promise<void> {
  for (const table of ['deliveries', 'subjects'] as const)
    await db
      .updateTable(table)
      .set({ leased_until: new Date(0) })
      .where('leased_until', 'is not', null)
      .execute();
}

const tables = [
  'fact_commits',
  'texts',
  'facts',
  'people',
  'deliveries',
  'subjects',
  'artefacts',
  'summaries',
  'review_texts',
  'policy_files',
  'candidates',
  'repositories',
  'marks',
  'installations',
  'sweeps',
  'old_branches',
  'write_budgets',
  'slack_news',
  'slack_threads',
] as const;

/** Has a worker take this one delivery; it is then postponed or parked in the worker's name. */
export async function leaseDelivery({ db }: Pick<Database, 'db'>, id: string, lease: string): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ lease, leased_until: sql<Date>`now() + interval '1 hour'` })
    .where('id', '=', id)
    .execute();
}
