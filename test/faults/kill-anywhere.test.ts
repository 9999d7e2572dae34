/**
 * Ended with SIGKILL at points that chance decides, again and again: in the end GitHub has what it would have had, once.
 * `npm run faults` ends it at each point there is.
 */
import { killByChance, undisturbed } from './kill-anywhere.ts';
import { kinds, type PreparedDatabases, prepareDatabases } from './prepared-databases.ts';

const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);

let databases: PreparedDatabases;
beforeAll(async () => {
  databases = await prepareDatabases(kinds);
}, 120_000);
afterAll(() => databases.stop());

test.each(kinds)(
  `%s, killed some times by chance (FAULTS_SEED=${seed})`,
  async (kind) => {
    const plain = await undisturbed(databases, kind);
    expect(plain.points.length).toBeGreaterThan(300);
    const { deaths, differences } = await killByChance(databases, plain, { chance: 0.02, seed, most: 6 });
    expect(deaths).toBeGreaterThan(0);
    expect(differences).toEqual([]);
  },
  300_000,
);
