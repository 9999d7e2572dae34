import { resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import { checkFolder } from './check-folder.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { PGliteThread } from './pglite-thread.ts';
import { markPower } from './power-mark.ts';
import { roomIn } from './room.ts';
import type { Run } from './run.ts';
import type { Tables } from './tables.ts';

export interface Embedded {
  db: Kysely<Tables>;
  run: Run;
  /** Resolves with the reason when the database has stopped by itself. */
  stopped: Promise<Error> | null;
  /** The machine went down while it was open: its last moments may be lost. */
  wentDown: boolean;
  /** Whether the disk has room for what is to be written. */
  hasRoom(): boolean;
  close(): Promise<void>;
}

/** `null`: in memory, for tests. Throws a StoreError with what to do where the folder cannot be used. */
export async function openEmbedded(dataDir: string | null): Promise<Embedded> {
  const folder = dataDir === null ? null : resolve(dataDir);
  const lock = folder === null ? null : prepare(folder);
  try {
    const pglite = folder === null ? await PGlite.create() : await PGliteThread.open(`${folder}/pg`);
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
    const power = folder === null ? null : markPower(`${folder}/open`);
    return {
      db,
      stopped: pglite instanceof PGliteThread ? pglite.stopped : null,
      run: async (statement, values) => (await pglite.query<never>(statement, [...values])).rows,
      wentDown: power?.wentDown ?? false,
      hasRoom: folder === null ? () => true : roomIn(folder),
      async close() {
        try {
          await db.destroy();
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

function prepare(folder: string): FolderLock {
  checkFolder(folder);
  return lockFolder(`${folder}/lock`, folder);
}
