/** Copying a whole database reads each row once, however many there are. */
import { sql } from 'kysely';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { copyRows, countRows } from '../../src/store/operator/move.ts';
import { migratedFolder } from '../support/migrated-folder.ts';
import { emptyPostgres } from '../support/shared-postgres.ts';

const open: Database[] = [];

afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
});

async function opened(...[options]: Parameters<typeof openDatabase>): Promise<Database> {
  const database = await openDatabase(options);
  open.push(database);
  return database;
}

/** Rows of the table that Postgres has read since it was made. */
async function rowsRead({ db }: Database): Promise<number> {
  await sql`select pg_stat_force_next_flush()`.execute(db);
  const { rows } = await sql<{ read: number }>`
    select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as read
    from pg_stat_user_tables where relname = 'deliveries'`.execute(db);
  return Number(rows[0]?.read);
}

test('each row is copied once, and numbering continues after the last', async () => {
  const from = await opened({ kind: 'embedded', dataDir: await migratedFolder() });
  const to = await opened({ kind: 'postgres', url: await emptyPostgres() });
  const count = 3_000;
  await sql`insert into deliveries (id, event, payload, received_at, state, attempts, due_at)
    select 'd-' || i, 'push', '{"ref":"x"}', now(), 'done', 0, now()
    from generate_series(1, ${count}::int) i`.execute(from.db);
  const before = await rowsRead(from);
  await to.db.transaction().execute((tx) => copyRows(from.db, tx, () => undefined));
  expect((await rowsRead(from)) - before).toBeLessThan(2 * count);
  expect(await countRows(to.db)).toEqual(await countRows(from.db));
  const last = await to.db.selectFrom('deliveries').select('id').orderBy('seq', 'desc').limit(1).execute();
  expect(last).toEqual([{ id: `d-${count}` }]);
});
