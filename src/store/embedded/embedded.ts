import { resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { type RunQuery, runByAsking } from '../statements/run.ts';
import type { Tables } from '../tables.ts';
import { checkFolder } from './check-folder.ts';
import { roomIn } from './disk-space.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { OneConnection } from './one-connection.ts';
import { answerOf } from './pglite-answer.ts';
import { PGliteSocket } from './pglite-socket.ts';
import { PGliteThread } from './pglite-thread.ts';
import { markPower } from './power-mark.ts';

export interface Embedded {
  db: Kysely<Tables>;
  run: RunQuery;
  /** Resolves with the reason when the database has stopped by itself. */
  stopped: Promise<Error> | null;
  /** The machine went down while it was open: its last moments may be lost. */
  wentDown: boolean;
  /** Whether the disk has enough space. */
  hasRoom(): boolean;
  close(): Promise<void>;
}

/** `null`: in memory, for tests. Throws a StoreError with what to do where the folder cannot be used. */
export async function openEmbedded(dataDir: string | null): Promise<Embedded> {
  const folder = dataDir === null ? null : resolve(dataDir);
  const lock = folder === null ? null : prepare(folder);
  try {
    const program: Program = folder === null ? await inMemory() : await PGliteThread.open(`${folder}/pg`);
    const connection = new OneConnection(await clientOf(program));
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: connection }) });
    const power = folder === null ? null : markPower(`${folder}/open`);
    return {
      db,
      stopped: program.stopped,
      run: runByAsking((query) => connection.query(query)),
      wentDown: power?.wentDown ?? false,
      hasRoom: folder === null ? () => true : roomIn(folder),
      async close() {
        try {
          await db.destroy();
          await program.close();
          power?.closed();
        } finally {
          lock?.release();
        }
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

interface Program {
  /** Its answer to bytes of the Postgres protocol. */
  ask(bytes: Uint8Array): Promise<Uint8Array>;
  stopped: Promise<Error> | null;
  close(): Promise<void>;
}

/** On this thread: a test opens hundreds of them, each for moments. */
async function inMemory(): Promise<Program> {
  const pglite = await PGlite.create();
  return { ask: (bytes) => answerOf(pglite, bytes), close: () => pglite.close(), stopped: null };
}

async function clientOf(program: Program): Promise<pg.Client> {
  // Settings of the environment for a server (PGHOST, PGSSLMODE) mean nothing here.
  const client = new pg.Client({
    ...{ host: 'localhost', user: 'postgres', database: 'postgres', password: '', ssl: false },
    stream: () => new PGliteSocket((bytes) => program.ask(bytes)),
  });
  await client.connect();
  // A new journal file is filled before its use: everything would wait 50 ms longer for every 16 MB. That protects a
  // journal that is synced to disk, and this one is not.
  await client.query('set wal_init_zero = off');
  return client;
}

function prepare(folder: string): FolderLock {
  checkFolder(folder);
  return lockFolder(`${folder}/lock`, folder);
}
