/** Prepared statements of a connection, and what happens when they no longer work. */
import { sql } from 'kysely';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { emptyPostgres } from '../support/shared-postgres.ts';

let database: Database;

beforeEach(async () => {
  database = await openDatabase({ kind: 'postgres', url: await emptyPostgres() });
  await sql`create table things (a int)`.execute(database.db);
  await sql`insert into things values (1)`.execute(database.db);
});

afterEach(async () => {
  await database.close();
});

const things = async () => (await sql`select * from things where a = ${1}`.execute(database.db)).rows;

/** On the only connection, because nothing else ran at the same time. */
async function kept(containing: string): Promise<number> {
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
    database.db,
  );
  return rows.filter(({ statement }) => statement.includes(containing)).length;
}

test('a statement is prepared once, however often it runs; one with a long list is not', async () => {
  for (let time = 0; time < 3; time++) expect(await things()).toEqual([{ a: 1 }]);
  expect(await kept('from things')).toBe(1);
  const many = Array.from({ length: 41 }, (_, at) => at);
  await sql`select 1 where 1 in (${sql.join(many)})`.execute(database.db);
  expect(await kept('where 1 in')).toBe(0);
});

test('at most two hundred statements are prepared', async () => {
  for (let column = 0; column < 250; column++)
    await sql`select ${1}::int as ${sql.ref(`column_${column}`)}`.execute(database.db);
  expect(await kept('column_')).toBeGreaterThan(150);
  expect(await kept('')).toBeLessThanOrEqual(200);
});

test.each([
  ['a newer version changes the table', 'alter table things add column b int', [{ a: 1, b: null }]],
  ['something between forgets them', 'deallocate all', [{ a: 1 }]],
])('when %s, statements run unprepared', async (_, change, found) => {
  expect(await things()).toEqual([{ a: 1 }]);
  await sql.raw(change).execute(database.db);
  await expect(things()).rejects.toThrow(/cached plan|does not exist/);
  for (let time = 0; time < 2; time++) expect(await things()).toEqual(found);
  await database.db.transaction().execute(async (tx) => {
    expect((await sql`select * from things where a = ${1}`.execute(tx)).rows).toEqual(found);
  });
});
