/** A connection to Postgres that breaks or falls silent. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { type Link, startLink } from '../support/link.ts';
import { emptyPostgres } from '../support/shared-postgres.ts';

let database: Database;
let link: Link;
/** Connections with lower numbers are silent from now on. */
let silentBelow: number;
let connections: number;
const longest = { query: 1_500, answer: 500, storing: 1_000 };

beforeEach(async () => {
  [silentBelow, connections] = [0, 0];
  link = await startLink(await emptyPostgres(), (connection) => {
    connections = Math.max(connections, connection + 1);
    return connection < silentBelow ? 'is gone' : 'arrives';
  });
  database = await openDatabase({ kind: 'postgres', url: link.address, longest });
});

afterEach(async () => {
  await database.close();
  await link.close();
});

function goSilent(): void {
  silentBelow = connections;
}

const answer = async () => (await sql`select 1 as one`.execute(database.db)).rows;

test('a connection that breaks between statements fails only its own transaction', async () => {
  const broken = database.db.transaction().execute(async (tx) => {
    await sql`select 1`.execute(tx);
    link.breakAll();
    await pause(200);
    await sql`select 2`.execute(tx);
  });
  await expect(broken).rejects.toThrow(/connection/i);
  expect(await answer()).toEqual([{ one: 1 }]);
});

test('idle connections that break are replaced', async () => {
  await Promise.all([answer(), answer(), answer()]);
  link.breakAll();
  await pause(200);
  expect(await Promise.all([answer(), answer(), answer()])).toHaveLength(3);
});

test('a silent connection times out once, and is not used again', async () => {
  await answer();
  const began = performance.now();
  const silent = database.db.transaction().execute(async (tx) => {
    await sql`select 1`.execute(tx);
    goSilent();
    await sql`select 2`.execute(tx);
  });
  await expect(silent).rejects.toThrow('Query read timeout');
  expect(await answer()).toEqual([{ one: 1 }]);
  expect(performance.now() - began).toBeLessThan(2 * (longest.query + longest.answer));
});

test('a connection that goes silent on a single statement is not used again', async () => {
  await answer();
  goSilent();
  await expect(answer()).rejects.toThrow('Query read timeout');
  expect(await answer()).toEqual([{ one: 1 }]);
});

test('the locks of a silent connection are released, although the server is not told', async () => {
  await sql`create table things (a int)`.execute(database.db);
  await sql`insert into things values (1)`.execute(database.db);
  const silent = database.db.transaction().execute(async (tx) => {
    await sql`update things set a = 2`.execute(tx);
    goSilent();
    await sql`select 1`.execute(tx);
  });
  await expect(silent).rejects.toThrow('Query read timeout');
  const change = () => sql`update things set a = a + 2 returning a`.execute(database.db);
  // The first of them may time out.
  const { rows } = await change().catch(change);
  expect(rows).toEqual([{ a: 3 }]);
});

test('a busy server is not mistaken for a silent one', async () => {
  await expect(sql`select pg_sleep(30)`.execute(database.db)).rejects.toMatchObject({ code: '57014' });
});

test('a delivery waits less long than other work', async () => {
  await Promise.all([answer(), answer()]);
  goSilent();
  const settled: string[] = [];
  const other = expect(answer())
    .rejects.toThrow('Query read timeout')
    .finally(() => settled.push('other work'));
  await expect(database.run('select 1', [])).rejects.toThrow(/timeout|did not answer/);
  settled.push('the delivery');
  await other;
  expect(settled).toEqual(['the delivery', 'other work']);
  expect(await database.run('select 1 as one', [])).toEqual([{ one: 1 }]);
});

test('a delivery waits less long even where no connection can be made', async () => {
  await link.close();
  const began = performance.now();
  await expect(database.run('select 1', [])).rejects.toThrow();
  expect(performance.now() - began).toBeLessThan(longest.query);
});
