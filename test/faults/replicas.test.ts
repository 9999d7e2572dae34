/**
 * Processes that share the work, or come one after another, and are ended all the while, some with SIGKILL and some with
 * SIGTERM: in the end everybody has what who was served in peace has, once. `npm run faults -- share` plays a thousand.
 */
import { databasesOfRun } from './databases-of-run.ts';
import type { PreparedDatabases } from './prepared-databases.ts';
import { shareTheWork } from './replicas.ts';

const seed = Number(process.env.FAULTS_SEED ?? 4711);

let databases: PreparedDatabases;
beforeAll(async () => {
  databases = await databasesOfRun();
}, 120_000);
afterAll(() => databases.stop());

test.each([
  { kind: 'postgres', processes: 3, teams: 3, hotfixes: 4 },
  { kind: 'embedded', processes: 1, teams: 2, hotfixes: 3 },
] as const)(
  `$processes on $kind, ended under load (FAULTS_SEED=${seed})`,
  async (some) => {
    const { deaths, deliveries, differences } = await shareTheWork(databases, {
      ...some,
      between: 1_500,
      seed,
    });
    expect(deaths.SIGKILL + deaths.SIGTERM).toBeGreaterThan(1);
    expect(deliveries.answered).toBeGreaterThan(some.teams * some.hotfixes);
    expect(differences).toEqual([]);
  },
  300_000,
);
