/** The embedded database: one connection for all, its own thread, and its errors. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type Embedded, openEmbedded } from '../../src/store/embedded/embedded.ts';
import { PGliteThread } from '../../src/store/embedded/pglite-thread.ts';
import { migratedFolder } from '../support/migrated-folder.ts';

let folder = '';
let database: Embedded;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hotfix-policy-embedded-'));
  database = await openEmbedded(await migratedFolder(join(folder, 'one')));
  await sql`create table kept (id int primary key)`.execute(database.db);
});

beforeEach(() => sql`truncate kept`.execute(database.db));

afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

type Handle = Embedded['db'];

const keep = (id: number, db: Handle = database.db) => sql`insert into kept values (${id})`.execute(db);
const keepBeside = (id: number) => database.run('insert into kept values ($1)', [id], 'keep');
const kept = async () =>
  (await sql<{ id: number }>`select id from kept order by id`.execute(database.db)).rows.map(({ id }) => id);

test('a priority statement beside a transaction is not part of it, and survives its rollback', async () => {
  const { promise: hold, resolve: goOn } = Promise.withResolvers<void>();
  const { promise: began, resolve: begins } = Promise.withResolvers<void>();
  const transaction = database.db.transaction().execute(async (tx) => {
    await keep(1, tx);
    begins();
    await hold;
    throw new Error('undo it');
  });
  transaction.catch(() => undefined);
  await began;
  let isKept = false;
  const beside = Promise.all([keepBeside(2), keep(3)]).then(() => {
    isKept = true;
  });
  const after = database.db.transaction().execute((tx) => keep(4, tx));
  await new Promise(setImmediate);
  expect(isKept).toBe(false);
  goOn();
  await expect(transaction).rejects.toThrow('undo it');
  await beside;
  await after;
  expect(await kept()).toEqual([2, 3, 4]);
});

test('a priority statement comes before the queue, and the queue continues', async () => {
  const done: string[] = [];
  const say = (word: string) => () => void done.push(word);
  await Promise.all([
    keep(1).then(say('line')),
    keep(2).then(say('line')),
    keep(3).then(say('line')),
    keepBeside(4).then(say('beside')),
    keepBeside(5).then(say('beside')),
    keepBeside(6).then(say('beside')),
  ]);
  expect(done).toEqual(['line', 'beside', 'line', 'beside', 'line', 'beside']);
});

test('a transaction with a failed statement is not reported as committed', async () => {
  const transaction = database.db.transaction().execute(async (tx) => {
    await keep(1, tx);
    await keep(1, tx).catch(() => undefined);
  });
  await expect(transaction).rejects.toThrow('rolled back');
  expect(await kept()).toEqual([]);
  await keep(1);
  expect(await kept()).toEqual([1]);
});

test('after a failed statement, later ones are answered normally', async () => {
  await keep(7);
  const answers = await Promise.allSettled([keep(7), keepBeside(7), keepBeside(8), keep(9)]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled']);
  expect(Object(answers[0]).reason).toMatchObject({ code: '23505', constraint: 'kept_pkey' });
  expect(await kept()).toEqual([7, 8, 9]);
});

test('an answer of several megabytes is complete', async () => {
  const { rows } = await sql<{ long: string }>`select repeat('ä', 3000000) as long`.execute(database.db);
  expect(rows[0]?.long).toBe('ä'.repeat(3_000_000));
});

test('environment variables about a server are ignored', async () => {
  const { PGHOST, PGSSLMODE, PGOPTIONS } = process.env;
  Object.assign(process.env, { PGHOST: 'db.example.com', PGSSLMODE: 'require', PGOPTIONS: '-c nothing=1' });
  try {
    const other = await openEmbedded(null);
    expect((await sql`select 1 as one`.execute(other.db)).rows).toEqual([{ one: 1 }]);
    await other.close();
  } finally {
    for (const [name, value] of Object.entries({ PGHOST, PGSSLMODE, PGOPTIONS })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
});

test('other work on the event loop runs during a long statement', async () => {
  let turns = 0;
  let isDone = false;
  const long = database.run('select count(*) from generate_series(1, 300000)', []).finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await new Promise(setImmediate);
    turns += 1;
  }
  await long;
  // On the same thread there would be one before it begins and one after it ends.
  expect(turns).toBeGreaterThan(10);
});

test('when its thread ends, pending and later statements fail as if the server had shut down', async () => {
  const ask = import.meta.jest.spyOn(PGliteThread.prototype, 'ask');
  const other = await openEmbedded(await migratedFolder(join(folder, 'other')));
  const thread = ask.mock.contexts.at(-1);
  ask.mockRestore();
  const asked = other.run('select count(*) from generate_series(1, 1000000000)', []);
  const waits = sql`select 1`.execute(other.db);
  const both = Promise.allSettled([asked, waits]);
  await new Promise(setImmediate);
  await Object(thread).worker.terminate();
  const gone = { code: '57P01', message: expect.stringContaining('has stopped') };
  expect(await both).toMatchObject([{ reason: gone }, { reason: gone }]);
  await expect(sql`select 1`.execute(other.db)).rejects.toMatchObject(gone);
  await expect(other.run('select 1', [])).rejects.toMatchObject(gone);
  await expect(other.db.transaction().execute(async () => undefined)).rejects.toMatchObject(gone);
  expect(await other.stopped).toMatchObject(gone);
  await other.close();
});

test('a folder without a database is refused with the reason', async () => {
  await expect(PGliteThread.open('/dev/null/pg')).rejects.toThrow();
});
