/** People in the record: pseudonyms in facts, their identities beside them, and nothing left after a removal. */
import { sql } from 'kysely';
import type { Fact } from '../../src/facts/fact.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { storeDelivery } from '../../src/store/deliveries.ts';
import { appendFacts } from '../../src/store/facts/append-facts.ts';
import { factsOfHotfix } from '../../src/store/facts/facts.ts';
import { removeRepository } from '../../src/store/operator/remove.ts';
import { removePerson } from '../../src/store/operator/remove-person.ts';
import { saveRepository } from '../../src/store/repositories/repositories.ts';
import { saveSummary, summariesOf } from '../../src/store/summaries.ts';
import type { Handle } from '../../src/store/tables.ts';
import { byName } from '../support/by-name.ts';
import * as given from '../support/facts.ts';
import { repository } from '../support/repository.ts';
import { emptyPostgres } from '../support/shared-postgres.ts';
import { empty, stores } from '../support/stores.ts';

const now = new Date('2026-11-23T14:02:00.000Z');
const hotfix = { repository: 100, branch: given.branch };
const append = (db: Handle, facts: Fact[]): Promise<Fact[]> =>
  appendFacts(db, facts, { delivery: null, recordedAt: now });
const byKey = (one: Fact, other: Fact): number => (one.key < other.key ? -1 : 1);
const as = (login: string, bot = false) => ({ login, bot });

/** A login may be any word. */
const logins = ['state', 'github', 'main', 'push', 'Octavia', 'null', 'open', 'kind', 'by'];

/** Somebody pushed, deployed, opened a pull request, merged it, and gave a reason. */
function work(login: string, of: string): Fact[] {
  const subject = `Raise the ${login} timeout, as @${login} and main.${login}@example.com asked`;
  const pushed = { ...given.pushed({ at: '14:02', sha: given.sha(of) }), key: `push:${of}`, by: as(login) };
  const pull = given.pull({ at: '14:10', sha: given.sha(of), state: 'merged' });
  const told = given.commanded({ at: '14:11', line: `/hotfix extend 2h ${login} is away, says @${login}` });
  return [
    { ...pushed, subject },
    {
      ...given.deployment({ at: '14:05', sha: given.sha(of), state: 'success' }),
      key: `deployment:${of}`,
      by: as(login),
    },
    { ...pull, key: `pull-request:${of}`, author: as(login), mergedBy: as(login) },
    { ...told, key: `command:${of}:0` as const, by: as(login) },
  ];
}

describe.each(stores())('$name', ({ name: kind, open }) => {
  const testOnPostgres: (...of: Parameters<typeof test>) => void =
    kind === 'postgres' ? test : () => undefined;
  let database: Database;

  beforeAll(async () => {
    database = await open();
  });

  beforeEach(async () => {
    await empty(database);
    await saveRepository(database.db, { ...repository, state: 'active' }, now);
  });

  afterAll(async () => {
    await database?.close();
  });

  const remove = (login: string) => database.db.transaction().execute((tx) => removePerson(tx, login));

  const bytes = async () =>
    (
      await sql<object>`select seq, key, fact::text, people::text, texts from facts order by seq`.execute(
        database.db,
      )
    ).rows;

  const known = async () => (await factsOfHotfix(database.db, hotfix)).toSorted(byKey);

  const all = logins.flatMap((login) => work(login, login));

  test('stored facts do not identify people, and are read back unchanged', async () => {
    const { db } = database;
    expect(await append(db, all)).toEqual(all);
    expect(await append(db, all)).toEqual([]);
    expect(await known()).toEqual(all.toSorted(byKey));
    expect(JSON.stringify(await known())).toBe(JSON.stringify(all.toSorted(byKey)));
    const { rows } = await sql<{ fact: string }>`select fact::text from facts`.execute(db);
    for (const { fact } of rows) expect(fact).not.toMatch(/"login"|asked|away/);
    expect(await db.selectFrom('people').selectAll().execute()).toHaveLength(logins.length);
  });

  test.each(logins)('%s is removed, and nothing else', async (login) => {
    const { db } = database;
    await append(db, all);
    const before = await bytes();
    expect(await remove(login.toUpperCase())).toMatchObject({ people: 1, texts: 2 });
    expect(await bytes()).toEqual(before);
    const person = await known();
    const mine = (fact: Fact): boolean => fact.key.split(':')[1] === login;
    expect(person.filter((fact) => !mine(fact))).toEqual(all.filter((fact) => !mine(fact)).toSorted(byKey));
    const gone = { login: 'ghost', bot: false, pseudonym: expect.any(Number) };
    expect(person.filter(mine)).toEqual(
      work(login, login)
        .toSorted(byKey)
        .map((fact) => ({
          ...fact,
          ...('by' in fact ? { by: gone } : {}),
          ...('author' in fact ? { author: gone, mergedBy: gone } : {}),
          ...('subject' in fact ? { subject: null } : {}),
          ...('line' in fact ? { line: '/hotfix extend 2h (removed)' } : {}),
        })),
    );
    expect(await remove(login)).toEqual(expect.objectContaining({ people: 0, texts: 0, deliveries: 0 }));
  });

  test('a removed person who returns has a new pseudonym, and removed people stay distinct', async () => {
    const { db } = database;
    await append(db, [...work('state', 'one'), ...work('main', 'two')]);
    await remove('state');
    await remove('main');
    await append(db, work('state', 'three'));
    const people = await db
      .selectFrom('facts')
      .select(['key', 'people'])
      .where('kind', '=', 'deployment')
      .execute();
    expect(new Set(people.map((row) => String(row.people))).size).toBe(3);
    const by = new Map((await known()).map((fact) => [fact.key, 'by' in fact ? fact.by : null]));
    expect(by.get('push:three')).toEqual(as('state'));
    expect(by.get('push:one')).toMatchObject({ login: 'ghost' });
    expect(by.get('push:one')).toEqual(by.get('deployment:one'));
    expect(by.get('push:one')).not.toEqual(by.get('push:two'));
  });

  test('an event is stored once, before and after a removal', async () => {
    const { db } = database;
    await append(db, all);
    await remove('state');
    expect(await append(db, all)).toEqual([]);
    expect(await db.selectFrom('texts').select('fact').execute()).toHaveLength(2 * logins.length - 2);
  });

  test('a text that merely contains the word stays', async () => {
    const { db } = database;
    const pushed = {
      ...given.pushed({ at: '14:02', sha: given.sha('a') }),
      subject: 'Merge main into the state machine, checkout@main',
    };
    await append(db, [pushed, ...work('main', 'one')]);
    expect(await remove('main')).toMatchObject({ texts: 2 });
    expect((await known()).find(({ key }) => key === pushed.key)).toEqual(pushed);
  });

  test('only deliveries that name the person are emptied', async () => {
    const { db } = database;
    const payloads = {
      sender: { sender: { login: 'State' } },
      pusher: { pusher: { name: 'state' } },
      mention: { comment: { body: 'says @state.' } },
      address: { head_commit: { author: { email: '77+state@users.noreply.github.com' } } },
      key: { state: 'open', pull_request: { state: 'state' } },
      branch: { ref: 'refs/heads/state', branches: [{ name: 'state' }] },
      team: { comment: { body: '@state/payments, the state is fine' } },
    };
    for (const [id, payload] of Object.entries(payloads))
      await storeDelivery(db, {
        id,
        event: 'push',
        action: null,
        installation: 1,
        repository: 100,
        payload: JSON.stringify(payload),
        receivedAt: now,
      });
    expect(await remove('state')).toMatchObject({ deliveries: 4 });
    const rows = await db
      .selectFrom('deliveries')
      .select('id')
      .where('payload', '!=', '{}')
      .orderBy('seq')
      .execute();
    expect(rows.map(({ id }) => id)).toEqual(['key', 'branch', 'team']);
  });

  test('a summary names its author until they are removed', async () => {
    const { db } = database;
    await append(db, work('Octavia', 'one'));
    const summary = {
      branch: given.branch,
      incident: null,
      author: as('Octavia'),
      startedAt: now,
      state: 'open' as const,
      pull: null,
      doneAt: null,
      laneTime: null,
      pipelineTime: null,
    };
    expect(await saveSummary(db, 100, summary)).toBe(true);
    expect(await saveSummary(db, 100, summary)).toBe(false);
    expect(await summariesOf(db, 100, now)).toEqual([summary]);
    await remove('octavia');
    expect(await summariesOf(db, 100, now)).toEqual([{ ...summary, author: as('ghost') }]);
    const [pushed] = await known();
    const author = pushed && 'by' in pushed && pushed.by;
    expect(author).toMatchObject({ login: 'ghost' });
    if (author) expect(await saveSummary(db, 100, { ...summary, author })).toBe(false);
  });

  test('people whom nothing else names are removed with the repository', async () => {
    const { db } = database;
    const theirs = work('main', 'two').map((fact) => ({ ...fact, repository: 200 }));
    await append(db, [...work('state', 'one'), ...work('push', 'three'), ...theirs]);
    await db.transaction().execute((tx) => removeRepository(tx, 100));
    expect(await db.selectFrom('people').select('login').execute()).toEqual([{ login: 'main' }]);
    expect(await db.selectFrom('texts').select('fact').execute()).toHaveLength(2);
  });

  testOnPostgres('who is met by several at once has one pseudonym', async () => {
    const url = await emptyPostgres();
    const processes = await Promise.all([1, 2, 3].map(() => openDatabase({ kind: 'postgres', url })));
    const facts = logins.map((login) => ({
      ...given.deployment({ at: '14:05', sha: given.sha(login), state: 'success' }),
      by: as(login),
    }));
    await Promise.all(
      [0, 1, 2, 3, 4, 5].map((n) =>
        append(
          (processes[n % 3] as Database).db,
          // Each in its own order.
          [...facts.slice(n), ...facts.slice(0, n)].map((fact) => ({ ...fact, key: `${fact.key}:${n}` })),
        ),
      ),
    );
    const { db } = processes[0] as Database;
    const people = await db.selectFrom('people').select('login').execute();
    expect(people.map(({ login }) => login).toSorted(byName)).toEqual(logins.toSorted(byName));
    expect(await db.selectFrom('facts').select('key').execute()).toHaveLength(6 * logins.length);
    for (const { close } of processes) await close();
  });

  testOnPostgres(
    'a removal waits for what is about to be kept, and what comes after it names somebody else',
    async () => {
      const { db } = database;
      await append(db, work('state', 'zero'));
      const kept = Promise.withResolvers<void>();
      const end = Promise.withResolvers<void>();
      const under = db.transaction().execute(async (tx) => {
        await append(tx, work('state', 'one'));
        kept.resolve();
        await end.promise;
      });
      await kept.promise;
      const removal = remove('state');
      // It waits for the transaction in progress.
      await until(
        async () =>
          (
            await sql`select 1 from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())`.execute(
              db,
            )
          ).rows.length > 0,
      );
      const after = append(db, work('state', 'two'));
      end.resolve();
      await under;
      expect(await removal).toMatchObject({ people: 1, texts: 4 });
      await after;
      const by = new Map((await known()).map((fact) => [fact.key, 'by' in fact ? fact.by?.login : null]));
      expect([by.get('push:zero'), by.get('push:one'), by.get('push:two')]).toEqual([
        'ghost',
        'ghost',
        'state',
      ]);
    },
  );
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}
