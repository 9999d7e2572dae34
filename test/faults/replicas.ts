/**
 * Several processes share a database and the work of many organisations, and are ended at random all the while. In the
 * end every organisation has on GitHub what one has that was served in peace; and what was answered with success is there.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../src/store/database.ts';
import { startFleet } from './fleet.ts';
import { differences } from './picture.ts';
import type { DatabaseKind, PreparedDatabases } from './prepared-databases.ts';
import { seeded } from './seeded.ts';
import { foundTeam } from './teams.ts';

export interface Sharing {
  kind: DatabaseKind;
  /** Processes; the embedded database takes one. */
  processes: number;
  teams: number;
  /** Of each team. */
  hotfixes: number;
  /** About so many milliseconds from the start of one process to the end of another; longer where it starts slowly. */
  between: number;
  seed: number;
  /** Told now and then how far it is. */
  tell?: (line: string) => void;
}

export interface Shared {
  deaths: { SIGTERM: number; SIGKILL: number };
  deliveries: { sent: number; answered: number };
  /** Lines of what GitHub has in the end that are another than they should be, and deliveries that were lost. */
  differences: string[];
}

/** An hour and more: GitHub's log of deliveries is read meanwhile. */
const afterwards = 90 * 60_000;

export async function shareTheWork(databases: PreparedDatabases, sharing: Sharing): Promise<Shared> {
  const { kind, processes, teams, hotfixes, between, seed, tell = () => undefined } = sharing;
  const fresh = await databases.fresh(kind, 'migrated');
  const fleet = await startFleet(fresh.environment, processes);
  const { github } = fleet;
  try {
    const inPeace = await foundTeam(github, 'in-peace');
    await inPeace.live(hotfixes);
    tell('one team was served in peace');
    const chance = seeded(seed);
    let over = false;
    const endSome = async (): Promise<void> => {
      for (let start = 0; !over; ) {
        await pause(Math.max(between, 2 * start) * (0.5 + chance()));
        const began = performance.now();
        await fleet.endOne(Math.floor(chance() * processes), chance() < 0.3 ? 'SIGTERM' : 'SIGKILL');
        start = performance.now() - began;
      }
    };
    const ending = endSome();
    const busy = await Promise.all(
      Array.from({ length: teams }, (_, index) => foundTeam(github, `busy-${index + 1}`)),
    );
    let done = 0;
    const lives = busy.map(async (team) => {
      await team.live(hotfixes);
      done += 1;
      tell(
        `${done} of ${teams} teams are through; ${fleet.ended.SIGKILL + fleet.ended.SIGTERM} processes ended`,
      );
    });
    await Promise.race([Promise.all(lives), ending]);
    over = true;
    await ending;
    await fleet.pass(afterwards);
    await fleet.stop();
    const wanted = inPeace.picture();
    const found = busy.flatMap((team, index) =>
      differences(wanted, team.picture()).map((line) => `busy-${index + 1}: ${line}`),
    );
    const answered = github.wire.attempts.filter(({ status }) => status === 202);
    const lost = await lostAmong(fresh.environment, new Set(answered.map(({ delivery }) => delivery.id)));
    return {
      deaths: fleet.ended,
      deliveries: { sent: github.wire.attempts.length, answered: answered.length },
      differences: [...found, ...lost.map((id) => `lost: ${id}`)],
    };
  } finally {
    await fleet.close();
    await fresh.remove();
  }
}

/** Of these deliveries, those that are not in the database, or not worked on. */
async function lostAmong(environment: Record<string, string>, ids: Set<string>): Promise<string[]> {
  const { DATABASE_URL: url, DATA_DIR: dataDir = null } = environment;
  const database = await openDatabase(url ? { kind: 'postgres', url } : { kind: 'embedded', dataDir });
  try {
    const rows = await database.db
      .selectFrom('deliveries')
      .select('id')
      .where('state', '=', 'done')
      .execute();
    const kept = new Set(rows.map(({ id }) => id));
    // Events that nobody reads are answered, and not kept.
    return [...ids].filter((id) => !kept.has(id));
  } finally {
    await database.close();
  }
}
