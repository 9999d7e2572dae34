import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { privateKey } from '../../test/support/app-key.ts';
import type { PostgresServer } from '../../test/support/postgres.ts';
import { settle, withFolder, withPostgres } from '../data/databases.ts';
import { fillDeliveries } from '../data/fill-deliveries.ts';
import { type LoadResult, send } from '../load/load.ts';
import { sized } from '../quick.ts';
import { median } from '../report/median.ts';
import { inRounds, type Row } from '../report/row.ts';
import { startCountingGitHub } from '../servers/git-hub.ts';
import { type RunningServer, type Serving, startServer } from '../servers/server.ts';

/** Rounds: each server is measured for a second, in turn: a slow moment hits all. */
const rounds = sized(25, 1);
/**
 * Rounds for the time of an answer: a hundredth of three seconds is one moment in which another process had the
 * machine.
 */
const waits = sized(5, 1);
const bodyBytes = 7678;
const connections = 20;
/** Seconds. Until then V8 still makes the code faster. */
const warmUp = sized(6, 1);
/** The sender is a new process each time, and needs less. */
const ownWarmUp = 0.5;

type Name = 'bare' | 'probot' | 'postgres' | 'embedded';

/** How fast deliveries are stored, beside servers that store nothing, and how long an answer takes. */
export function intake(): Promise<Row[]> {
  return withPostgres((server) =>
    withFolder(async (folder) => {
      const { host, close } = await startCountingGitHub();
      try {
        return await measure(server, starter(server, folder, host));
      } finally {
        close();
      }
    }),
  );
}

async function measure(server: PostgresServer, start: ReturnType<typeof starter>): Promise<Row[]> {
  const rates: Record<Name, number[]> = { bare: [], probot: [], postgres: [], embedded: [] };
  const servers: [Name, RunningServer][] = [];
  try {
    for (const name of ['bare', 'probot', 'postgres', 'embedded'] as const) {
      const running = await start(name, false);
      servers.push([name, running]);
      await load(running, { for: warmUp, perSecond: null });
    }
    for (let round = 0; round < rounds; round++) {
      for (const [name, running] of servers) {
        // Afterwards the database writes whole pages for a while: that is part of the cost, but not all of it.
        if (name === 'postgres' && round % 3 === 0) await settle(server);
        rates[name].push((await load(running, { for: 1, perSecond: null })).perSecond);
      }
    }
  } finally {
    for (const [, running] of servers) await running.stop();
  }
  const [bare, probot] = [median(rates.bare), median(rates.probot)];
  const rows: Row[] = [];
  for (const [name, limit] of [
    ['postgres', 1],
    ['embedded', 0.6],
  ] as const) {
    const value = median(rates[name]);
    const measured = { value, unit: '/s' };
    rows.push(
      {
        measure: `deliveries taken durably, ${name}`,
        ...measured,
        against: { what: "Probot's middleware, keeping nothing", value: probot },
        goal: { of: 'ratio', is: 'at least', limit },
        rounds: inRounds(rates[name], rates.probot),
      },
      {
        measure: `the same against the limit, ${name}`,
        ...measured,
        against: { what: 'bare node:http and HMAC', value: bare },
        goal: null,
      },
      ...(await answers(start, { server, name, perSecond: value / 2 })),
    );
  }
  return rows;
}

/** How long answers take at half of the full rate, when idle otherwise and while a full queue is processed. */
async function answers(
  start: ReturnType<typeof starter>,
  { server, name, perSecond }: { server: PostgresServer; name: 'postgres' | 'embedded'; perSecond: number },
): Promise<Row[]> {
  const quiet = await start(name, false);
  await load(quiet, { for: warmUp, perSecond: null });
  const p99: number[] = [];
  for (let wait = 0; wait < waits; wait++) {
    await settle(server);
    p99.push((await load(quiet, { for: 3, perSecond })).p99);
  }
  await quiet.stop();
  const working = await start(name, true);
  const busy = await load(working, { for: 3, perSecond });
  await working.stop();
  const time = (measure: string, value: number, limit: number): Row => ({
    measure: `${measure}, ${name}`,
    value,
    unit: 'ms',
    against: null,
    goal: { of: 'value', is: 'at most', limit },
  });
  return [
    time('p99 of the answer at half that load', median(p99), 50),
    time('longest answer while a full queue is worked on', busy.longest, 1000),
  ];
}

async function load(
  { port }: RunningServer,
  { for: duration, perSecond }: { for: number; perSecond: number | null },
): Promise<LoadResult> {
  const sent = { port, connections, bodyBytes, perSecond, burst: null };
  const result = await send({ ...sent, seconds: duration, warmUp: ownWarmUp });
  if (result.failed > 0) throw new Error(`${result.failed} deliveries were not taken`);
  return result;
}

function starter(server: PostgresServer, folder: string, gitHub: string) {
  let started = 0;
  return async (name: Name, works: boolean): Promise<RunningServer> => {
    started += 1;
    const database: Serving['database'] =
      name === 'postgres'
        ? { kind: 'postgres', url: await server.create() }
        : { kind: 'embedded', dataDir: join(folder, String(started)) };
    if (database.kind === 'embedded') mkdirSync(database.dataDir);
    if (works) await fillDeliveries(database, sized(5_000, 300));
    const kind = name === 'bare' || name === 'probot' ? name : 'product';
    return startServer({ kind, database, works, gitHub, privateKey });
  };
}
