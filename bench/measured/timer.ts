import { sql } from 'kysely';
import { finishSubject } from '../../src/queue/subject-leases.ts';
import { takeNext } from '../../src/queue/take-next.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import type { PostgresServer } from '../../test/support/postgres.ts';
import { withPostgres } from '../data/databases.ts';
import { sized } from '../quick.ts';
import { median } from '../report/median.ts';
import type { Row } from '../report/row.ts';

const few = 1_000;
const many = sized(1_000_000, 50_000);
const rounds = { idle: sized(200, 20), due: sized(7, 1) };
const dueAtOnce = 100;

/** One look at what is due, with many and with few recorded hotfixes. A tenth is open, and has a due time. */
export function timer(): Promise<Row[]> {
  return withPostgres(async (server) => {
    const small = await passes(server, few);
    const large = await passes(server, many);
    const row = (measure: string, value: number, before: number): Row => ({
      measure: `timer pass with ${many.toLocaleString('en-US')} hotfixes recorded, ${measure}`,
      value,
      unit: 'ms',
      against: { what: `${few.toLocaleString('en-US')} recorded`, value: before },
      goal: { of: 'ratio', is: 'at most', limit: 1.5 },
    });
    return [row('none due', large.idle, small.idle), row(`${dueAtOnce} due`, large.due, small.due)];
  });
}

async function passes(server: PostgresServer, recorded: number): Promise<{ idle: number; due: number }> {
  const database = await openDatabase({ kind: 'postgres', url: await server.create() });
  try {
    await fill(database, recorded);
    // Once unmeasured each, for the caches.
    await pass(database);
    const idle: number[] = [];
    for (let round = 0; round < rounds.idle; round++) idle.push(await pass(database));
    const due: number[] = [];
    for (let round = 0; round < rounds.due; round++) {
      await wake(database, round);
      due.push(await pass(database));
    }
    return { idle: median(idle), due: median(due) };
  } finally {
    await database.close();
  }
}

/** As a worker does it: until nothing is due. Milliseconds. */
async function pass({ db }: Database): Promise<number> {
  const now = new Date();
  const later = new Date(now.getTime() + 86_400_000);
  const began = performance.now();
  for (let take = 0; ; take++) {
    const due = { now, leaseMs: 20_000, lease: String(take) };
    const taken = await takeNext(db, { delivery: due, subject: due });
    if (!taken) return performance.now() - began;
    if (!('subject' in taken)) throw new Error('there is a delivery, and none was to be');
    const { key, version } = taken.subject;
    await finishSubject(db, { key, lease: String(take), version, lookAgainAt: later, now });
  }
}

async function wake({ db }: Database, round: number): Promise<void> {
  await sql`update subjects set due_at = now() where key in
    (select key from subjects where due_at is not null order by branch limit ${dueAtOnce} offset ${round})`.execute(
    db,
  );
}

async function fill({ db }: Database, recorded: number): Promise<void> {
  await sql`insert into repositories
      (id, installation, account, owner, name, default_branch, url, visibility, state, seen_at)
    select 1000 + i, 1, 10, 'acme', 'service-' || i, 'main', 'https://github.com/acme/service-' || i, 'private',
      'active', now()
    from generate_series(0, ${Math.min(recorded, 10_000) - 1}::int) i`.execute(db);
  await sql`insert into subjects (key, kind, repository, branch, due_at, version, attempts)
    select 'hotfix:' || (1000 + i % 10000) || ':hotfix/INC-' || i || '-x', 'hotfix', 1000 + i % 10000,
      'hotfix/INC-' || i || '-x',
      case when i % 10 = 0 then now() + interval '1 day' + i * interval '100 milliseconds' end, 1, 0
    from generate_series(0, ${recorded - 1}::int) i`.execute(db);
  await sql`insert into deliveries
      (id, event, installation, repository, payload, received_at, state, attempts, due_at, done_at)
    select 'delivery-' || i, 'push', 1, 1000 + i % 10000, '{}', now(), 'done', 1, now(), now()
    from generate_series(0, ${recorded - 1}::int) i`.execute(db);
  // As the server does by itself after a while.
  await sql`vacuum analyze`.execute(db);
}
