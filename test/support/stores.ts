/** Databases for tests: the embedded one in memory, and a real Postgres. */
import { type Database, openDatabase } from '../../src/store/database.ts';
import { type PostgresServer, startPostgres } from './postgres.ts';

export interface TestStore {
  name: string;
  open(): Promise<Database>;
  end(): Promise<void>;
}

export function stores(): TestStore[] {
  return [embedded, postgres()];
}

const embedded: TestStore = {
  name: 'embedded',
  open: () => openDatabase({ kind: 'embedded', dataDir: null }),
  end: () => Promise.resolve(),
};

function postgres(): TestStore {
  let started: Promise<PostgresServer> | null = null;
  return {
    name: 'postgres',
    async open() {
      started ??= startPostgres();
      const server = await started;
      return openDatabase({ kind: 'postgres', url: await server.create() });
    },
    async end() {
      (await started)?.stop();
    },
  };
}

let shared: Promise<Database> | null = null;

/** One embedded database for all tests of a file, empty each time: opening one takes seconds. */
export async function emptyDatabase(): Promise<Database> {
  shared ??= openDatabase({ kind: 'embedded', dataDir: null });
  const database = await shared;
  await empty(database);
  return { ...database, close: () => Promise.resolve() };
}

afterAll(async () => {
  await (await shared)?.close();
});

export async function empty({ db }: Database): Promise<void> {
  for (const table of tables) await db.deleteFrom(table).execute();
}

const tables = [
  'fact_commits',
  'facts',
  'deliveries',
  'subjects',
  'artefacts',
  'summaries',
  'policy_files',
  'policy_candidates',
  'repositories',
] as const;
