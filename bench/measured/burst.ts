import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../src/store/database.ts';
import { privateKey } from '../../test/support/app-key.ts';
import { withPostgres } from '../data/databases.ts';
import { firstRepository, installation, knowPolicies } from '../data/fill-deliveries.ts';
import { pacedHour } from '../data/paced-hour.ts';
import { send } from '../load/load.ts';
import { sized } from '../quick.ts';
import type { Row } from '../report/row.ts';
import { startCountingGitHub } from '../servers/git-hub.ts';
import { type Serving, startServer } from '../servers/server.ts';

const pushes = sized(5_000, 300);
const repositories = 500;
const load = { connections: 20, bodyBytes: 7678, perSecond: null };
const watched = sized(20_000, 8_000);

/** 5,000 hotfix branches are pushed as fast as they are taken: what is stored, what GitHub is told, and the memory. */
export function burst(): Promise<Row[]> {
  return withPostgres(async (postgres) => {
    const github = await startCountingGitHub();
    const url = await postgres.create();
    const database = await openDatabase({ kind: 'postgres', url });
    await knowPolicies(database, repositories);
    const serving: Omit<Serving, 'kind' | 'works'> = {
      database: { kind: 'postgres', url },
      gitHub: github.host,
      privateKey,
    };
    const probot = await startServer({ ...serving, kind: 'probot', works: false });
    const peer = await send({ ...load, port: probot.port, seconds: 3, burst: null });
    await probot.stop();
    const server = await startServer({ ...serving, kind: 'product', works: true });
    const before = await server.memory();
    try {
      const branches = { pushes, repositories, firstRepository, installation };
      const sent = await send({ ...load, port: server.port, seconds: null, burst: branches });
      if (sent.answered !== pushes) throw new Error(`${sent.failed} of ${pushes} pushes were not taken`);
      const { kept } = await database.db
        .selectFrom('deliveries')
        .select((row) => row.fn.countAll<string>().as('kept'))
        .executeTakeFirstOrThrow();
      if (Number(kept) !== pushes) throw new Error(`${pushes} pushes were answered, and ${kept} are stored`);
      const { written, allowed } = await watchWrites(github.asked);
      const memory = await server.memory();
      return [
        {
          measure: `a burst of ${pushes.toLocaleString('en-US')} hotfix pushes is stored, while they are worked on`,
          value: sent.perSecond,
          unit: '/s',
          against: { what: "Probot's middleware, keeping nothing", value: peer.perSecond },
          goal: { of: 'ratio', is: 'at least', limit: 1 },
        },
        time('the longest answer in it', sent.longest),
        {
          measure: `writes in the first ${watched / 1000} s after the burst`,
          value: written,
          unit: 'writes',
          against: { what: 'the pace that is kept', value: allowed },
          goal: { of: 'ratio', is: 'at least', limit: 0.95 },
        },
        await pacedHour(pushes),
        bytes('memory before the burst', before.rss),
        bytes('the most memory in it', memory.peak),
      ];
    } finally {
      await server.stop();
      await database.close();
      github.close();
    }
  });
}

/** Writes from the first one on: nineteen at once, and one a second. */
async function watchWrites(
  asked: { what: string; at: number }[],
): Promise<{ written: number; allowed: number }> {
  await pause(watched);
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
