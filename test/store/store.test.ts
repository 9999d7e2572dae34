/** The promises of the store, on the embedded Postgres and, where the machine has one, on a real one. */
import type { Fact } from '../../src/facts/fact.ts';
import { absent } from '../../src/policy/policy-file.ts';
import { queueStatus } from '../../src/queries/status.ts';
import {
  finishDelivery,
  parkDelivery,
  postponeDelivery,
  takeDelivery,
} from '../../src/queue/delivery-leases.ts';
import { finishSubject, postponeSubject, takeSubject } from '../../src/queue/subject-leases.ts';
import { takeNext } from '../../src/queue/take-next.ts';
import type { Database } from '../../src/store/database.ts';
import { type KeptDelivery, storeDeliveries, storeDelivery } from '../../src/store/deliveries.ts';
import { appendFacts } from '../../src/store/facts/append-facts.ts';
import { factsOfHotfix, hotfixesAt } from '../../src/store/facts/facts.ts';
import {
  entriesAtVersion,
  entriesOfSubject,
  findEntry,
  forget,
  intend,
  recordWritten,
} from '../../src/store/ledger/ledger.ts';
import { findFile, findFiles, keepMode, markFileStale, saveFile } from '../../src/store/policy-files.ts';
import {
  findRepository,
  findRepositoryWithFiles,
  saveRepository,
  setRepositoryState,
} from '../../src/store/repositories/repositories.ts';
import { runBy } from '../../src/store/statements/run.ts';
import { openHotfixes, releaseAllLeases, wakeSubject } from '../../src/store/subjects.ts';
import { saveSummary, summariesOf } from '../../src/store/summaries.ts';
import * as given from '../support/facts.ts';
import { repository } from '../support/repository.ts';
import { empty, leaseDelivery, runOutLeases, stores } from '../support/stores.ts';

const now = new Date('2026-11-23T14:02:00.000Z');
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
const infra = { ...repository, id: 200, name: 'ecommerce-infra' };
const subject = {
  kind: 'hotfix' as const,
  key: 'hotfix:100:hotfix/A-1-x',
  repository: 100,
  branch: 'hotfix/A-1-x',
};
const payload = { ref: 'refs/heads/hotfix/A-1-x', nested: { list: [1, 'ä'] } };
const delivery = (id: string): KeptDelivery => ({
  id,
  event: 'push',
  action: null,
  installation: 1,
  repository: 100,
  payload: JSON.stringify(payload),
  receivedAt: now,
});

describe.each(stores())('$name', ({ open }) => {
  let database: Database;

  beforeAll(async () => {
    database = await open();
  });

  beforeEach(async () => {
    await empty(database);
    await saveRepository(database.db, { ...repository, state: 'active' }, now);
    await saveRepository(database.db, { ...infra, state: 'active' }, now);
  });

  afterAll(async () => {
    await database?.close();
  });

  const append = (facts: Fact[]): Promise<Fact[]> =>
    appendFacts(database.db, facts, { delivery: 'd', recordedAt: now });

  test('a delivery is stored once, completely, and leased once', async () => {
    const { db } = database;
    expect(await storeDelivery(db, delivery('a'))).toBe('stored');
    expect(await storeDelivery(db, { ...delivery('a'), payload: '{}' })).toBe('seen');
    const taken = await takeDelivery(db, { now, leaseMs: 60_000, lease: 'a worker' });
    expect(taken).toEqual({ ...delivery('a'), payload, attempts: 0 });
    expect(await takeDelivery(db, { now, leaseMs: 1000, lease: 'a worker' })).toBeNull();
    await runOutLeases(database);
    expect(await takeDelivery(db, { now, leaseMs: 1000, lease: 'a worker' })).toMatchObject({
      id: 'a',
      attempts: 1,
    });
    await finishDelivery(db, 'a', now);
    expect(await takeDelivery(db, { now: later(100), leaseMs: 1000, lease: 'a worker' })).toBeNull();
  });

  test('a delivery comes before a subject', async () => {
    const { db } = database;
    const take = (lease: string) =>
      takeNext(db, { delivery: { now, leaseMs: 60_000, lease }, subject: { now, leaseMs: 60_000, lease } });
    await wakeSubject(db, subject, now);
    await storeDelivery(db, delivery('a'));
    expect(await take('1')).toEqual({ delivery: { ...delivery('a'), payload, attempts: 0 } });
    const known = { ...subject, installation: 1, background: false, version: 1, attempts: 0 };
    expect(await take('2')).toEqual({ subject: known });
    expect(await take('3')).toBeNull();
    await finishSubject(db, { key: subject.key, lease: '2', version: 1, lookAgainAt: now, now });
    expect(await take('4')).toEqual({ subject: known });
  });

  test('only a subject that has waited for too long comes before a delivery', async () => {
    const { db } = database;
    const take = (lease: string, lateBy: Date) => {
      const subject = { now, leaseMs: 60_000, lease };
      return takeNext(db, { delivery: { now, leaseMs: 60_000, lease }, subject, lateBy });
    };
    await wakeSubject(db, subject, now);
    await wakeSubject(db, { ...subject, key: 'hotfix:100:hotfix/A-2-y', branch: 'hotfix/A-2-y' }, later(-10));
    for (const id of ['a', 'b']) await storeDelivery(db, delivery(id));
    expect(await take('1', later(-11))).toMatchObject({ delivery: { id: 'a' } });
    expect(await take('2', later(-2))).toMatchObject({ subject: { branch: 'hotfix/A-2-y' } });
    expect(await take('3', later(-2))).toMatchObject({ delivery: { id: 'b' } });
    expect(await take('4', later(-2))).toMatchObject({ subject: { branch: subject.branch } });
    expect(await take('5', later(-2))).toBeNull();
  });

  test('deliveries are counted by their state', async () => {
    const { db } = database;
    for (const id of ['a', 'b', 'c', 'd']) await storeDelivery(db, delivery(id));
    await finishDelivery(db, 'a', now);
    await leaseDelivery(database, 'b', 'a worker');
    await parkDelivery(db, { id: 'b', lease: 'a worker', error: 'unreadable' });
    await leaseDelivery(database, 'c', 'a worker');
    await postponeDelivery(db, {
      ...{ id: 'c', lease: 'a worker', error: 'GitHub did not answer' },
      dueAt: later(60),
    });
    expect(await queueStatus(db, now)).toMatchObject({ waiting: 2, parked: 1, oldest: now });
    expect(await takeDelivery(db, { now, leaseMs: 1000, lease: 'a worker' })).toMatchObject({ id: 'd' });
    expect(await takeDelivery(db, { now, leaseMs: 1000, lease: 'a worker' })).toBeNull();
  });

  test('several deliveries are stored with one statement, each once and in order', async () => {
    const { db } = database;
    await storeDelivery(db, delivery('seen'));
    await storeDelivery(db, delivery('parked'));
    await leaseDelivery(database, 'parked', 'a worker');
    await parkDelivery(db, { id: 'parked', lease: 'a worker', error: 'unreadable' });
    const given = ['b', 'seen', 'a', 'b', 'parked'].map(delivery);
    expect(await storeDeliveries(runBy(db), given)).toEqual(['stored', 'seen', 'stored', 'seen', 'stored']);
    expect(await storeDeliveries(runBy(db), given)).toEqual(given.map(() => 'seen'));
    const taken = [];
    for (let one = await takeDelivery(db, { now, leaseMs: 1000, lease: 'a worker' }); one; ) {
      taken.push(one.id);
      one = await takeDelivery(db, { now, leaseMs: 1000, lease: 'a worker' });
    }
    expect(taken).toEqual(['seen', 'parked', 'b', 'a']);
  });

  test('one bad delivery fails the whole statement, with an error code', async () => {
    const { db } = database;
    const given = [delivery('a'), { ...delivery('b'), payload: '{"a":"\0"}' }];
    await expect(storeDeliveries(runBy(db), given)).rejects.toMatchObject({ code: '22021' });
    expect(await takeDelivery(db, { now, leaseMs: 1000, lease: 'a worker' })).toBeNull();
  });

  test('deliveries are stored even when the server has forgotten the prepared statement', async () => {
    const { run } = database;
    const ready = () => run<{ name: string }>('select name from pg_prepared_statements', []);
    expect(await storeDeliveries(run, [delivery('a')])).toEqual(['stored']);
    expect(await ready()).toContainEqual({ name: 'keep-1' });
    // As behind a pooler, where the next statement gets another connection.
    await run('deallocate all', []);
    expect(await storeDeliveries(run, [delivery('b')])).toEqual(['stored']);
    expect(await storeDeliveries(run, [delivery('c'), delivery('a')])).toEqual(['stored', 'seen']);
    expect(await ready()).toEqual([]);
  });

  test('a parked delivery is retried when it is redelivered', async () => {
    const { db } = database;
    await storeDelivery(db, delivery('a'));
    await leaseDelivery(database, 'a', 'a worker');
    await parkDelivery(db, { id: 'a', lease: 'a worker', error: 'unreadable' });
    expect(await takeDelivery(db, { now, leaseMs: 1000, lease: 'a worker' })).toBeNull();
    const again = { ...delivery('a'), payload: '{"more":"than before"}' };
    expect(await storeDelivery(db, again)).toBe('stored');
    expect(await takeDelivery(db, { now, leaseMs: 1000, lease: 'a worker' })).toMatchObject({
      ...{ id: 'a', attempts: 0, payload: { more: 'than before' } },
    });
    await finishDelivery(db, 'a', now);
    expect(await storeDelivery(db, delivery('a'))).toBe('seen');
  });

  test('an installation at its limit of slots leaves the rest to others', async () => {
    const { db } = database;
    await saveRepository(db, { ...repository, id: 100, installation: 1, name: 'a', state: 'active' }, now);
    await saveRepository(db, { ...repository, id: 200, installation: 2, name: 'b', state: 'active' }, now);
    const other = { kind: 'hotfix', key: 'hotfix:200:x', repository: 200, branch: 'x' } as const;
    await wakeSubject(db, { ...subject, repository: 100 }, now);
    await wakeSubject(db, other, later(1));
    const taking = { now: later(2), leaseMs: 60_000, lease: 'x' };
    const except = { keys: [], repositories: [], installations: [1], background: false };
    expect(await takeSubject(db, { ...taking, except })).toMatchObject({ key: other.key, installation: 2 });
    expect(
      await takeSubject(db, {
        ...taking,
        except: { keys: [subject.key], repositories: [], installations: [], background: false },
      }),
    ).toBeNull();
    expect(await takeSubject(db, taking)).toMatchObject({ key: subject.key, installation: 1 });
  });

  test('a subject that a wrong clock dated into the future is still leased', async () => {
    const { db } = database;
    await storeDelivery(db, { ...delivery('a'), receivedAt: later(3600) });
    expect(await takeDelivery(db, { now, leaseMs: 1000, lease: 'a worker' })).toMatchObject({ id: 'a' });
  });

  test('concurrent workers never lease the same work', async () => {
    const { db } = database;
    const ids = Array.from({ length: 30 }, (_, index) => `d${index}`);
    for (const id of ids) await storeDelivery(db, delivery(id));
    const taken = await Promise.all(
      ids.map(() => takeDelivery(db, { now, leaseMs: 60_000, lease: 'a worker' })),
    );
    expect(new Set(taken.map((one) => one?.id))).toEqual(new Set(ids));
  });

  test('a fact is stored once and read back unchanged', async () => {
    const fact = given.pushed({ at: '14:02:00', sha: given.sha('a') });
    expect(await append([fact])).toEqual([fact]);
    expect(await append([fact])).toEqual([]);
    expect(await factsOfHotfix(database.db, { repository: 100, branch: given.branch })).toEqual([fact]);
  });

  test('facts about its commits belong to a hotfix, in any order and from any repository', async () => {
    const sha = given.sha('a');
    const facts = [
      given.dispatch({ at: '14:06:00', sha, repository: 200 }),
      given.targetPushed({ at: '15:00:00', sha: given.sha('m'), commits: [sha, given.sha('m')] }),
      given.deployment({ at: '14:05:00', sha, branch: null, state: 'success' }),
      given.pushed({ at: '14:02:00', sha }),
    ];
    const unrelated = [
      given.deployment({ at: '14:05:00', sha: given.sha('other'), branch: null, state: 'success' }),
      given.pushed({ at: '14:02:00', sha: given.sha('other'), branch: 'hotfix/B-2-y' }),
    ];
    await append([...facts, ...unrelated]);
    const found = await factsOfHotfix(database.db, { repository: 100, branch: given.branch });
    expect(new Set(found.map((fact) => fact.key))).toEqual(new Set(facts.map((fact) => fact.key)));
    expect(await hotfixesAt(database.db, { installation: 1, shas: [sha] })).toEqual([
      { repository: 100, branch: given.branch },
    ]);
    expect(await hotfixesAt(database.db, { installation: 2, shas: [sha] })).toEqual([]);
  });

  test('facts of another installation stay separate, even about the same commits', async () => {
    const sha = given.sha('a');
    await saveRepository(database.db, { ...infra, id: 300, installation: 2, state: 'active' }, now);
    await append([
      given.pushed({ at: '14:02:00', sha }),
      given.dispatch({ at: '14:06:00', sha, repository: 300 }),
    ]);
    const found = await factsOfHotfix(database.db, { repository: 100, branch: given.branch });
    expect(found.map((fact) => fact.kind)).toEqual(['pushed']);
  });

  test('a due subject is leased by one worker at a time', async () => {
    const { db } = database;
    await wakeSubject(db, subject, later(10));
    const take = (at: Date, lease: string) => takeSubject(db, { now: at, leaseMs: 60_000, lease });
    expect(await take(later(9), 'x')).toBeNull();
    expect(await take(later(10), 'x')).toMatchObject({ key: subject.key, version: 1, attempts: 0 });
    expect(await take(later(11), 'y')).toBeNull();
    // The worker died: its lease expires.
    await runOutLeases(database);
    expect(await take(later(71), 'y')).toMatchObject({ key: subject.key });
    await finishSubject(db, { key: subject.key, lease: 'x', version: 1, lookAgainAt: null, now: later(72) });
    expect(await take(later(73), 'z')).toBeNull();
    await finishSubject(db, {
      key: subject.key,
      lease: 'y',
      version: 1,
      lookAgainAt: later(500),
      now: later(74),
    });
    expect(await take(later(499), 'z')).toBeNull();
    expect(await take(later(500), 'z')).toMatchObject({ key: subject.key });
  });

  test('an event during a look causes another look', async () => {
    const { db } = database;
    await wakeSubject(db, subject, now);
    const taken = await takeSubject(db, { now, leaseMs: 60_000, lease: 'x' });
    await wakeSubject(db, subject, later(1));
    await finishSubject(db, {
      key: subject.key,
      lease: 'x',
      version: taken?.version ?? 0,
      lookAgainAt: null,
      now: later(2),
    });
    expect(await takeSubject(db, { now: later(2), leaseMs: 60_000, lease: 'x' })).toMatchObject({
      version: 2,
    });
  });

  test('a due time moves earlier, never later', async () => {
    const { db } = database;
    await wakeSubject(db, subject, later(100));
    await wakeSubject(db, subject, later(10));
    await wakeSubject(db, subject, later(50));
    expect(await takeSubject(db, { now: later(10), leaseMs: 1000, lease: 'x' })).toMatchObject({
      version: 3,
    });
  });

  test('a failed look is counted and retried later', async () => {
    const { db } = database;
    await wakeSubject(db, subject, now);
    const taken = await takeSubject(db, { now, leaseMs: 60_000, lease: 'x' });
    await postponeSubject(db, {
      key: subject.key,
      lease: 'x',
      version: taken?.version ?? 0,
      now: later(2),
      dueAt: later(4),
      error: 'GitHub did not answer',
    });
    expect(await takeSubject(db, { now: later(3), leaseMs: 1000, lease: 'x' })).toBeNull();
    expect(await takeSubject(db, { now: later(4), leaseMs: 60_000, lease: 'x' })).toMatchObject({
      attempts: 1,
    });
    await releaseAllLeases(db);
    expect(await takeSubject(db, { now: later(5), leaseMs: 1000, lease: 'y' })).toMatchObject({
      attempts: 1,
    });
  });

  test('an event during a failing look does not wait for the retry', async () => {
    const { db } = database;
    await wakeSubject(db, subject, now);
    const taken = await takeSubject(db, { now, leaseMs: 60_000, lease: 'x' });
    await wakeSubject(db, subject, later(1));
    await postponeSubject(db, {
      key: subject.key,
      lease: 'x',
      version: taken?.version ?? 0,
      now: later(2),
      dueAt: later(900),
      error: 'GitHub did not answer',
    });
    expect(await takeSubject(db, { now: later(1), leaseMs: 1000, lease: 'y' })).toBeNull();
    expect(await takeSubject(db, { now: later(2), leaseMs: 1000, lease: 'y' })).toMatchObject({
      version: 2,
      attempts: 1,
    });
  });

  test('the ledger records what was intended, what exists, and since when', async () => {
    const { db } = database;
    const what = { key: 'status:7', kind: 'status', upkeep: 'current' } as const;
    const which = { repository: 100, ...what, subject: subject.key };
    await intend(db, { ...which, now });
    expect(await findEntry(db, 100, 'status:7')).toMatchObject({
      state: 'intended',
      number: null,
      createdAt: null,
    });
    await recordWritten(db, { ...which, now, number: 9, url: 'u', hash: 'h1' });
    await recordWritten(db, { ...which, now: later(60), number: 9, url: 'u', hash: 'h2' });
    expect(await entriesOfSubject(db, 100, subject.key)).toEqual([
      {
        key: 'status:7',
        upkeep: 'current',
        state: 'there',
        number: 9,
        url: 'u',
        hash: 'h2',
        intendedAt: now,
        createdAt: now,
      },
    ]);
    expect(await findEntry(db, 999, 'status:7')).toBeNull();
    const keys = ['status:7', 'status:8'];
    const read = (of: string) => entriesAtVersion(db, { repository: 100, subject: of, keys });
    expect(await read('hotfix:100:none')).toBeNull();
    await wakeSubject(db, subject, now);
    await wakeSubject(db, subject, now);
    const entry = await findEntry(db, 100, 'status:7');
    expect(await read(subject.key)).toEqual({ version: 2, entries: new Map([['status:7', entry]]) });
    await forget(db, 100, 'status:7');
    expect(await findEntry(db, 100, 'status:7')).toBeNull();
  });

  test('a policy file that was read while another change arrived stays stale', async () => {
    const { db } = database;
    const known = { seen: absent, good: null, broughtBy: null };
    const save = (changedBy: string | null) =>
      saveFile(db, 'organisation:7', { known, etag: 'e', readAt: now, changedBy });
    await save(null);
    expect(await findFile(db, 'organisation:7')).toEqual({
      known,
      etag: 'e',
      readAt: now,
      stale: false,
      changedBy: null,
    });
    await markFileStale(db, 'organisation:7', 'c1');
    expect(await findFile(db, 'organisation:7')).toMatchObject({ stale: true, changedBy: 'c1' });
    await markFileStale(db, 'organisation:7', 'c2');
    await save('c1');
    expect(await findFile(db, 'organisation:7')).toMatchObject({ stale: true, changedBy: 'c2' });
    await save('c2');
    expect(await findFile(db, 'organisation:7')).toMatchObject({ stale: false });
  });

  test("a repository is read with exactly its own policy file and its organisation's", async () => {
    const { db } = database;
    expect(await findRepositoryWithFiles(db, 999)).toBeNull();
    expect((await findRepositoryWithFiles(db, 200))?.files.has('repository:200')).toBe(false);
    const known = { seen: absent, good: null, broughtBy: null };
    const reading = { known, etag: 'e', readAt: now, changedBy: null };
    for (const key of ['repository:200', 'repository:100', 'organisation:1', 'organisation:2'] as const)
      await saveFile(db, key, reading);
    await keepMode(db, 'repository:200', { mode: 'observe', now });
    await keepMode(db, 'repository:200', { mode: 'enforce', now: later(1) });
    await markFileStale(db, 'organisation:1', 'c1');
    const found = await findRepositoryWithFiles(db, 200);
    expect(found?.repository).toEqual({ ...infra, state: 'active', since: now });
    expect(found?.files).toEqual(await findFiles(db, ['repository:200', 'organisation:1']));
    expect(Object.fromEntries(found?.files ?? [])).toMatchObject({
      'repository:200': { stored: { ...reading, stale: false }, mode: 'enforce', modeSince: later(1) },
      'organisation:1': { stored: { stale: true }, changedBy: 'c1', mode: null, modeSince: null },
    });
  });

  test('a summary says when it changed, and open hotfixes are found by it', async () => {
    const { db } = database;
    await db
      .insertInto('people')
      .values({ login: 'ada' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const summary = {
      branch: given.branch,
      incident: 'INCIDENT-123',
      author: { login: 'ada', bot: false },
      startedAt: now,
      state: 'open' as const,
      pull: null,
      doneAt: null,
      laneTime: 240_000,
      pipelineTime: null,
    };
    expect(await saveSummary(db, 100, summary)).toBe(true);
    expect(await saveSummary(db, 100, { ...summary })).toBe(false);
    expect(await openHotfixes(db, 100)).toMatchObject([{ branch: given.branch }]);
    const done = { ...summary, state: 'done' as const, doneAt: later(60) };
    expect(await saveSummary(db, 100, done)).toBe(true);
    expect(await summariesOf(db, 100, now)).toEqual([done]);
    expect(await summariesOf(db, 100, later(1))).toEqual([]);
    expect(await openHotfixes(db, 100)).toEqual([]);
  });

  test('repositories are known by id, and can be out of reach', async () => {
    const { db } = database;
    await saveRepository(db, { ...repository, name: 'checkout', state: 'active' }, later(1));
    expect(await findRepository(db, 100)).toMatchObject({ name: 'checkout', state: 'active' });
    expect(await setRepositoryState(db, { installation: 1 }, 'suspended', later(2))).toEqual([100, 200]);
    expect(await findRepository(db, 100)).toMatchObject({ state: 'suspended' });
    await setRepositoryState(db, { ids: [100] }, 'active', later(3));
    expect(await findRepository(db, 100)).toMatchObject({ state: 'active' });
    expect(await findRepository(db, 200)).toMatchObject({ state: 'suspended' });
  });
});
