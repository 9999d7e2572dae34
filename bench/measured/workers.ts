import { setTimeout as pause } from 'node:timers/promises';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { privateKey } from '../../test/support/app-key.ts';
import type { PostgresServer } from '../../test/support/postgres.ts';
import { withPostgres } from '../data/databases.ts';
import { knowPolicies, storePushes } from '../data/fill-deliveries.ts';
import { sized } from '../quick.ts';
import type { Row } from '../report/row.ts';
import { startCountingGitHub } from '../servers/git-hub.ts';
import { startServer } from '../servers/server.ts';

const pushes = sized(2_000, 200);

/** How fast one, two and four processes on one Postgres process a queue. */
export function workers(): Promise<Row[]> {
  return withPostgres(async (server) => {
    const rows: Row[] = [];
    const { host, close } = await startCountingGitHub();
    for (const count of [1, 2, 4]) {
      const value = await perSecond(server, host, count);
      const one = rows[0]?.value;
      rows.push({
        measure: `deliveries worked on by ${count} ${count === 1 ? 'process' : 'processes'}`,
        value,
        unit: '/s',
        against: one === undefined ? null : { what: 'one process', value: one },
        goal: null,
      });
    }
    close();
    return rows;
  });
}

async function perSecond(server: PostgresServer, gitHub: string, count: number): Promise<number> {
  const url = await server.create();
  const database = await openDatabase({ kind: 'postgres', url });
  const serving = { kind: 'product', database: { kind: 'postgres', url }, gitHub } as const;
  await knowPolicies(database, 500);
  const servers = await Promise.all(
    Array.from({ length: count }, () => startServer({ ...serving, works: true, privateKey })),
  );
  try {
    const began = performance.now();
    await storePushes(database, pushes);
    await allDone(database);
    return pushes / ((performance.now() - began) / 1000);
  } finally {
    await Promise.all(servers.map((one) => one.stop()));
    await database.close();
  }
}

/** Each push is processed once: it leaves one fact. */
async function allDone({ db }: Database): Promise<void> {
  for (const end = performance.now() + 120_000; performance.now() < end; await pause(50)) {
    const { count } = await db
      .selectFrom('deliveries')
      .select((row) => row.fn.countAll<string>().as('count'))
      .where('state', '=', 'done')
      .executeTakeFirstOrThrow();
    if (Number(count) < pushes) continue;
    const facts = await db.selectFrom('facts').select('key').where('kind', '=', 'target-pushed').execute();
    if (facts.length !== pushes) throw new Error(`${pushes} pushes left ${facts.length} facts`);
    return;
  }
  const stuck = await db
    .selectFrom('deliveries')
    .select(['state', 'error'])
    .where('state', '!=', 'done')
    .limit(1)
    .execute();
  throw new Error(`the queue was not worked off in two minutes: ${JSON.stringify(stuck)}`);
}
