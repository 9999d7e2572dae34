import { setTimeout as pause } from 'node:timers/promises';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { privateKey } from '../../test/support/app-key.ts';
import type { PostgresServer } from '../../test/support/postgres.ts';
import { settle, withPostgres } from '../data/databases.ts';
import { firstRepository, installation, knowPolicies } from '../data/fill-deliveries.ts';
import { pacedHour } from '../data/paced-hour.ts';
import { send } from '../load/load.ts';
import { sized } from '../quick.ts';
import { median } from '../report/median.ts';
import { inRounds, type Row } from '../report/row.ts';
import { startCountingGitHub } from '../servers/git-hub.ts';
import { type Serving, startServer } from '../servers/server.ts';

const pushes = sized(5_000, 300);
const repositories = 500;
const load = { connections: 20, bodyBytes: 7678, perSecond: null, seconds: null, warmUp: sized(6, 1) };
const watched = sized(20_000, 8_000);
const rounds = sized(9, 1);
const branches = { pushes, repositories, firstRepository, installation };

/**
 * 5,000 hotfix branches are pushed as fast as they are accepted: what is stored, what GitHub is asked, and the
 * memory.
 */
export function burst(): Promise<Row[]> {
  return withPostgres(async (postgres) => {
    const took: Burst[] = [];
    const peers: number[] = [];
    for (let round = 0; round < rounds; round++) {
      peers.push(await burstOn(postgres, ofPeer));
      const isLast = round === rounds - 1;
      took.push(await burstOn(postgres, (place) => ofProduct(place, isLast ? watched : 0)));
    }
    const last = took.at(-1);
    if (!last) throw new Error('nothing was measured');
    const rates = took.map(({ perSecond }) => perSecond);
    return [
      {
        measure: `a burst of ${pushes.toLocaleString('en-US')} hotfix pushes is stored, while they are worked on`,
        value: median(rates),
        unit: '/s',
        against: { what: "Probot's middleware, keeping nothing", value: median(peers) },
        goal: { of: 'ratio', is: 'at least', limit: 1 },
        rounds: inRounds(rates, peers),
      },
      time('the longest answer in it', Math.max(...took.map(({ longest }) => longest))),
      {
        measure: `writes in the first ${watched / 1000} s after the burst`,
        value: last.written,
        unit: 'writes',
        against: { what: 'the pace that is kept', value: last.allowed },
        goal: { of: 'ratio', is: 'at least', limit: 0.95 },
      },
      await pacedHour(pushes),
      bytes('memory before the burst', last.before),
      bytes('the most memory in it', Math.max(...took.map(({ peak }) => peak))),
    ];
  });
}

interface Place {
  postgres: PostgresServer;
  database: Database;
  serving: Omit<Serving, 'kind' | 'works'>;
  asked: { what: string; at: number }[];
}

/** A burst on a database of its own, with the repositories in it. */
async function burstOn<T>(postgres: PostgresServer, run: (place: Place) => Promise<T>): Promise<T> {
  const github = await startCountingGitHub();
  const url = await postgres.create();
  const database = await openDatabase({ kind: 'postgres', url });
  try {
    await knowPolicies(database, repositories);
    const serving = { database: { kind: 'postgres' as const, url }, gitHub: github.host, privateKey };
    return await run({ postgres, database, serving, asked: github.asked });
  } finally {
    await database.close();
    github.close();
  }
}

/** Deliveries a second. */
async function ofPeer({ serving }: Place): Promise<number> {
  const server = await startServer({ ...serving, kind: 'probot', works: false });
  try {
    return (await send({ ...load, port: server.port, burst: branches })).perSecond;
  } finally {
    await server.stop();
  }
}

interface Burst {
  perSecond: number;
  longest: number;
  /** Bytes in memory before it, and the most in it. */
  before: number;
  peak: number;
  written: number;
  allowed: number;
}

/** Its writes are watched for this many milliseconds afterwards. */
async function ofProduct({ postgres, database, serving, asked }: Place, watching: number): Promise<Burst> {
  const server = await startServer({ ...serving, kind: 'product', works: true });
  try {
    const { rss: before } = await server.memory();
    await untilIdle(database);
    await settle(postgres);
    const { perSecond, longest, answered, failed } = await send({
      ...load,
      port: server.port,
      burst: branches,
    });
    if (answered !== pushes) throw new Error(`${failed} of ${pushes} pushes were not taken`);
    // And the delivery that was sent repeatedly before it.
    const kept = (await keptIn(database)) - 1;
    if (kept !== pushes) throw new Error(`${pushes} pushes were answered, and ${kept} are stored`);
    const writes = await watchWrites(asked, watching);
    return { perSecond, longest, before, peak: (await server.memory()).peak, ...writes };
  } finally {
    await server.stop();
  }
}

async function keptIn({ db }: Database): Promise<number> {
  const { kept } = await db
    .selectFrom('deliveries')
    .select((row) => row.fn.countAll<string>().as('kept'))
    .executeTakeFirstOrThrow();
  return Number(kept);
}

/** Until it has done the work of its start. */
async function untilIdle({ db }: Database): Promise<void> {
  for (let due = 1; due > 0; ) {
    await pause(500);
    const rows = await db.selectFrom('subjects').select('key').where('due_at', '<=', new Date()).execute();
    due = rows.length;
  }
}

/** Writes since the first one: nineteen at once, then one a second. */
async function watchWrites(
  asked: { what: string; at: number }[],
  watching: number,
): Promise<{ written: number; allowed: number }> {
  await pause(watching);
  const writes = asked.filter(({ what }) => !what.startsWith('GET ') && !what.includes('/access_tokens'));
  const first = writes[0]?.at ?? Number.NaN;
  return { written: writes.length, allowed: Math.floor(19 + (performance.now() - first) / 1000) };
}

function time(measure: string, value: number): Row {
  return { measure, value, unit: 'ms', against: null, goal: { of: 'value', is: 'at most', limit: 1000 } };
}

function bytes(measure: string, value: number): Row {
  return { measure, value: Math.round(value / 2 ** 20), unit: 'MB', against: null, goal: null };
}
