/** The embedded database on its thread: what is asked of it, in which order, and what is heard when it fails. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGliteThread } from '../../src/store/pglite-thread.ts';

let folder = '';
let thread: PGliteThread;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hotfix-policy-thread-'));
  thread = await PGliteThread.open(join(folder, 'pg'));
  await thread.query('create table kept (id int primary key)');
});

beforeEach(() => thread.query('truncate kept'));

afterAll(async () => {
  await thread.close();
  rmSync(folder, { recursive: true, force: true });
});

const keep = (id: number) => thread.query('insert into kept values ($1)', [id]);
const kept = async () => (await thread.query<{ id: number }>('select id from kept order by id')).rows;

test('what is asked beside a transaction is no part of it, and outlives it', async () => {
  const { promise: hold, resolve: goOn } = Promise.withResolvers<void>();
  const transaction = thread.transaction(async (tx) => {
    await tx.query('insert into kept values ($1)', [1]);
    await hold;
    throw new Error('undo it');
  });
  transaction.catch(() => undefined);
  let isKept = false;
  const beside = keep(2).then(() => {
    isKept = true;
  });
  const after = thread.transaction((tx) => tx.query('insert into kept values ($1)', [3]));
  await new Promise(setImmediate);
  expect(isKept).toBe(false);
  goOn();
  await expect(transaction).rejects.toThrow('undo it');
  await beside;
  await after;
  expect(await kept()).toEqual([{ id: 2 }, { id: 3 }]);
});

test('a transaction in which something failed is not taken for kept', async () => {
  const transaction = thread.transaction(async (tx) => {
    await tx.query('insert into kept values (1)');
    await tx.query('insert into kept values (1)').catch(() => undefined);
  });
  await expect(transaction).rejects.toMatchObject({ code: '25P02' });
  expect(await kept()).toEqual([]);
  await keep(1);
  expect(await kept()).toEqual([{ id: 1 }]);
});

test('an error has its code, and nothing of the values', async () => {
  await keep(7);
  const error: unknown = await keep(7).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: '23505', constraint: 'kept_pkey' });
  expect(new Set(Object.keys(Object(error)))).toEqual(new Set(['name', 'code', 'constraint']));
});

test('others have their turn while a long statement is worked on', async () => {
  let turns = 0;
  let isDone = false;
  const long = thread.query('select count(*) from generate_series(1, 300000)').finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await new Promise(setImmediate);
    turns += 1;
  }
  await long;
  // On the same thread there is one before it begins and one when it has ended.
  expect(turns).toBeGreaterThan(10);
});

test('when its thread ends, what was asked and what is asked then fails as of a database that is gone', async () => {
  const other = await PGliteThread.open(join(folder, 'other'));
  const asked = other.query('select count(*) from generate_series(1, 1000000000)');
  asked.catch(() => undefined);
  await new Promise(setImmediate);
  await Object(other).worker.terminate();
  await expect(asked).rejects.toMatchObject({ code: '57P01', message: expect.stringContaining('stopped') });
  await expect(other.query('select 1')).rejects.toMatchObject({ code: '57P01' });
  await expect(other.transaction(async () => undefined)).rejects.toMatchObject({ code: '57P01' });
  expect(await other.stopped).toMatchObject({ code: '57P01' });
  await other.close();
});

test('a folder that is no database is refused with its reason', async () => {
  await expect(PGliteThread.open('/dev/null/pg')).rejects.toThrow();
});
