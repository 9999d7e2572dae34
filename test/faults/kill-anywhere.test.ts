/**
 * Ended with SIGKILL at points that chance decides, again and again, or cut off from its database: in the end GitHub has
 * what it would have had, once. `npm run faults` ends it at each point there is.
 */

import { databasesOfRun } from './databases-of-run.ts';
import { cutByChance, killByChance, type Undisturbed, undisturbed } from './kill-anywhere.ts';
import { kinds, type PreparedDatabases } from './prepared-databases.ts';

const seed = Number(process.env.FAULTS_SEED ?? 4711);

let databases: PreparedDatabases;
/** One life for both kinds: on either, GitHub has the same in the end. */
let plain: Promise<Undisturbed>;
beforeAll(async () => {
  databases = await databasesOfRun();
  plain = undisturbed(databases, 'postgres');
}, 300_000);
afterAll(() => databases.stop());

// Side by side: most of what such a life takes is waiting.

test.concurrent.each(kinds)(
  `%s, killed some times by chance (FAULTS_SEED=${seed})`,
  async (kind) => {
    const life = await plain;
    expect(life.points.length).toBeGreaterThan(300);
    const { deaths, differences } = await killByChance(
      databases,
      { ...life, kind },
      { chance: 0.02, seed, most: 4 },
    );
    expect(deaths).toBeGreaterThan(0);
    expect(differences).toEqual([]);
  },
  600_000,
);

test.concurrent(`postgres, cut off some times by chance (FAULTS_SEED=${seed})`, async () => {
  const life = await plain;
  const { cuts, differences } = await cutByChance(databases, life, { chance: 0.02, seed, most: 30 });
  expect(cuts).toBe(30);
  expect(differences).toEqual([]);
}, 600_000);
