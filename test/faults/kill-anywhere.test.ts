/**
 * Ended with SIGKILL at points that chance decides, again and again: in the end GitHub has what it would have had, once.
 * `npm run faults` ends it at each point there is.
 */

import { databasesOfRun } from './databases-of-run.ts';
import { killByChance, undisturbed } from './kill-anywhere.ts';
import { kinds, type PreparedDatabases } from './prepared-databases.ts';

const seed = Number(process.env.FAULTS_SEED ?? 4711);

let databases: PreparedDatabases;
beforeAll(async () => {
  databases = await databasesOfRun();
}, 300_000);
afterAll(() => databases.stop());

// Side by side: most of what such a life takes is waiting.

test.concurrent.each(kinds)(
  `%s, killed some times by chance (FAULTS_SEED=${seed})`,
  async (kind) => {
    const plain = await undisturbed(databases, kind);
    expect(plain.points.length).toBeGreaterThan(300);
    const { deaths, differences } = await killByChance(databases, plain, { chance: 0.02, seed, most: 4 });
    expect(deaths).toBeGreaterThan(0);
    expect(differences).toEqual([]);
  },
  600_000,
);
