/** Concurrent work: on both databases, and where it takes two connections, on Postgres. */
import { sql } from 'kysely';
import type { Fact } from '../../src/facts/fact.ts';
import type { KnownFile } from '../../src/policy/policy-file.ts';
import { isReadOnly, queueStatus } from '../../src/queries/status.ts';
import {
  finishDelivery,
  parkDelivery,
  postponeDelivery,
  takeDelivery,
} from '../../src/queue/delivery-leases.ts';
import { extendLease, postponeSubject, takeSubject } from '../../src/queue/subject-leases.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { releaseAllDeliveries, storeDelivery } from '../../src/store/deliveries.ts';
import { appendFacts } from '../../src/store/facts/append-facts.ts';
import { factsOfHotfix, hotfixesAt } from '../../src/store/facts/facts.ts';
import { findFile, markFileStale, saveFile } from '../../src/store/policy-files.ts';
import { saveRepository } from '../../src/store/repositories/repositories.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { wakeSubject } from '../../src/store/subjects.ts';
import type { Handle } from '../../src/store/tables.ts';
import * as given from '../support/facts.ts';
import { repository } from '../support/repository.ts';
import { leaseDelivery, runOutLeases, stores } from '../support/stores.ts';

const now = new Date('2026-11-23T14:02:00.000Z');
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
const found = { repository: 100, branch: given.branch };
const append = (db: Handle, facts: Fact[]): Promise<Fact[]> =>
  appendFacts(db, facts, { delivery: null, recordedAt: now });

describe.each(stores())('$name', ({ name: kind, open }) => {
  const testOnPostgres: (...of: Parameters<typeof test>) => void =
    kind === 'postgres' ? test : () => undefined;
  let database: Database;

  beforeAll(async () => {
    database = await open();
    await saveRepository(database.db, { ...repository, state: 'active' }, now);
  });

  afterAll(async () => {
    await database?.close();
  });

  async function keep(id: string): Promise<void> {
    const about = { event: 'push', action: null, installation: 1, repository: 100 };
    await storeDelivery(database.db, { ...about, id, payload: '{}', receivedAt: now });
  }

  test('a leased delivery keeps its place, and is given back with the lease', async () => {
    const { db } = database;
    await keep('first');
    await keep('second');
    const take = (at: Date) => takeDelivery(db, { now: at, leaseMs: 60_000, lease: 'a worker' });
    expect(await take(now)).toMatchObject({ id: 'first', attempts: 0 });
    expect(await take(later(59))).toMatchObject({ id: 'second' });
    // A clock that is ahead takes nothing from other workers.
    expect(await take(later(3600))).toBeNull();
    await runOutLeases(database);
    expect(await take(later(60))).toMatchObject({ id: 'first', attempts: 1 });
    await postponeDelivery(db, {
      ...{ id: 'first', lease: 'a worker', error: 'quotes \0 what it is about' },
      dueAt: later(70),
    });
    await releaseAllDeliveries(db);
    expect(await take(later(60))).toMatchObject({ id: 'second' });
    expect(await take(later(69))).toBeNull();
    expect(await take(later(70))).toMatchObject({ id: 'first', attempts: 2 });
    await finishDelivery(db, 'first', later(71));
    await finishDelivery(db, 'second', later(71));
  });

  test('a late worker does not park a delivery that another one finished', async () => {
    const { db } = database;
    await keep('slow');
    await leaseDelivery(database, 'slow', 'a worker');
    await finishDelivery(db, 'slow', now);
    await parkDelivery(db, { id: 'slow', lease: 'a worker', error: 'too late' });
    await keep('bad');
    await leaseDelivery(database, 'bad', 'a worker');
    await parkDelivery(db, { id: 'bad', lease: 'a worker', error: 'cannot \0 be read' });
    expect(await queueStatus(db, now)).toMatchObject({ waiting: 0, parked: 1 });
  });

  test('a lease that is extended holds, and one that was lost cannot be', async () => {
    const { db } = database;
    const key = 'repository:100';
    await wakeSubject(db, { kind: 'repository', key, repository: 100, branch: null }, now);
    const take = (at: Date, lease: string) => takeSubject(db, { now: at, leaseMs: 10_000, lease });
    await take(now, 'x');
    await runOutLeases(database);
    expect(await extendLease(db, { key, lease: 'x', leaseMs: 60_000 })).toBe(true);
    expect(await take(later(3600), 'y')).toBeNull();
    await runOutLeases(database);
    expect(await take(later(100), 'y')).toMatchObject({ key });
    expect(await extendLease(db, { key, lease: 'x', leaseMs: 60_000 })).toBe(false);
    await runOutLeases(database);
    await postponeSubject(db, { key, lease: 'x', version: 1, now, dueAt: later(900), error: 'late' });
    expect(await take(later(110), 'z')).toMatchObject({ key, attempts: 0 });
    await postponeSubject(db, { key, lease: 'z', version: 1, now, dueAt: later(900), error: 'quotes \0 it' });
    expect(await take(later(900), 'z')).toMatchObject({ key, attempts: 1 });
  });

  test('a policy file that changes while it is read for the first time is read again', async () => {
    const { db } = database;
    const seen = {
      kind: 'there',
      path: 'x.yml',
      text: 'whatever \0 YAML can spell',
      twin: false,
      strangers: [],
    };
    const known = { seen, good: 'quotes \0 it', broughtBy: null } as KnownFile;
    const save = (changedBy: string | null) =>
      saveFile(db, 'repository:100', { known, etag: null, readAt: now, changedBy });
    await markFileStale(db, 'repository:100', 'c1');
    expect(await findFile(db, 'repository:100')).toBeNull();
    await save(null);
    expect(await findFile(db, 'repository:100')).toMatchObject({ known, stale: true, changedBy: 'c1' });
    await save('c1');
    expect(await findFile(db, 'repository:100')).toMatchObject({ stale: false });
  });

  test('a hotfix has the same facts in whatever order they arrived', async () => {
    const { db } = database;
    const sha = given.sha('head');
    const facts: Fact[] = [
      given.pushed({ at: '14:02:00', sha: given.sha('first'), subject: 'Odd \0 but kept' }),
      given.pushed({ at: '14:03:00', sha, before: given.sha('first'), commits: [given.sha('between'), sha] }),
      given.deployment({ at: '14:05:00', sha: given.sha('between'), branch: null, state: 'success' }),
      given.pushed({ at: '14:04:00', sha, branch: 'hotfix/B-2-y' }),
      given.targetPushed({ at: '15:00:00', sha: given.sha('merge'), commits: [sha, given.sha('merge')] }),
      given.deleted({ at: '15:01:00', sha }),
    ];
    const byKey = (a: Fact, b: Fact): number => (a.key < b.key ? -1 : 1);
    const orders = [facts, [...facts].reverse(), [...facts.slice(3), ...facts.slice(0, 3)]];
    for (const order of orders) {
      await db.deleteFrom('facts').execute();
      for (const fact of order) expect(await append(db, [fact, fact])).toEqual([fact]);
      const loaded = await factsOfHotfix(db, found);
      expect([...loaded].sort(byKey)).toEqual([...facts].sort(byKey));
      expect(JSON.stringify([...loaded].sort(byKey))).toBe(JSON.stringify([...facts].sort(byKey)));
    }
  });

  async function address(name: string): Promise<string> {
    const { rows } = await sql<{ port: number }>`select inet_server_port() as port`.execute(database.db);
    return `postgres://postgres@127.0.0.1:${rows[0]?.port}/${name}`;
  }

  testOnPostgres(
    'several processes may start at once on an empty database',
    async () => {
      await sql`create database empty`.execute(database.db);
      const url = await address('empty');
      const opened = await Promise.all(
        Array.from({ length: 5 }, () => openDatabase({ kind: 'postgres', url })),
      );
      const [first] = opened;
      expect(await first?.db.selectFrom('facts').selectAll().execute()).toEqual([]);
      await Promise.all(opened.map(({ close }) => close()));
    },
    180_000,
  );

  test('a read-only database is detected', async () => {
    const { db } = database;
    expect(await isReadOnly(db)).toBe(false);
    await db.transaction().execute(async (tx) => {
      await sql`set transaction read only`.execute(tx);
      expect(await isReadOnly(tx)).toBe(true);
    });
  });

  testOnPostgres('an error says what to do when Postgres cannot be connected to', async () => {
    const url = await address('nowhere');
    const error = await openDatabase({ kind: 'postgres', url }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreError);
    expect(String(error)).toMatch(/"nowhere" does not exist.*DATABASE_URL/);
  });

  testOnPostgres('a deploy recorded at the same moment as its push finds the hotfix', async () => {
    const { db } = database;
    const sha = given.sha('same moment');
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const push = db.transaction().execute(async (tx) => {
      await append(tx, [given.pushed({ at: '14:02:00', sha })]);
      begun.resolve();
      await goOn.promise;
    });
    await begun.promise;
    let settled = false;
    const deploy = db
      .transaction()
      .execute(async (tx) => {
        await append(tx, [given.deployment({ at: '14:05:00', sha, branch: null, state: 'success' })]);
        return hotfixesAt(tx, { installation: 1, shas: [sha] });
      })
      .finally(() => {
        settled = true;
      });
    while (!settled && !(await somebodyWaits(db)));
    goOn.resolve();
    await push;
    expect(await deploy).toEqual([found]);
  });

  async function somebodyWaits(db: Handle): Promise<boolean> {
    const { rows } = await sql`select 1 from pg_locks where locktype = 'advisory' and not granted`.execute(
      db,
    );
    return rows.length > 0;
  }
});
