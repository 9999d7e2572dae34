import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { openEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { releaseAllLeases } from './subjects.ts';
import type { Tables } from './tables.ts';

export interface Database {
  db: Kysely<Tables>;
  kind: 'embedded' | 'postgres';
  close(): Promise<void>;
}

export type DatabaseOptions =
  | { kind: 'postgres'; url: string }
  /** Without a folder: in memory. */
  | { kind: 'embedded'; dataDir: string | null };

/** Ids of GitHub fit a JavaScript number; Postgres gives 64-bit integers as text. */
const int8 = 20;
pg.types.setTypeParser(int8, Number);

/** Opens the database and brings its tables to this version. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.kind === 'postgres') {
    const pool = new pg.Pool({ connectionString: options.url, max: 10, application_name: 'hotfix-policy' });
    // A connection that breaks while idle is replaced; without a listener it would end the process.
    pool.on('error', () => undefined);
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    await migrateOrClose(db, () => db.destroy());
    return { db, kind: 'postgres', close: () => db.destroy() };
  }
  const { db, close } = await openEmbedded(options.dataDir);
  await migrateOrClose(db, close);
  // Nobody else can be at work here: what the last process held when it ended is free.
  await releaseAllLeases(db);
  return { db, kind: 'embedded', close };
}

async function migrateOrClose(db: Kysely<Tables>, close: () => Promise<void>): Promise<void> {
  try {
    await migrate(db);
  } catch (error) {
    await close();
    throw error;
  }
}
