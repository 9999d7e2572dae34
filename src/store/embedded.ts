import { accessSync, constants, existsSync, mkdirSync, readFileSync, statfsSync } from 'node:fs';
import { resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { StoreError } from './store-error.ts';
import type { Tables } from './tables.ts';

/** A full disk makes the embedded database hang, so it is not opened on one. Bytes. */
const leastSpace = 200 * 1024 * 1024;

/** Major version of Postgres that this PGlite brings; folders of another one do not open. */
const postgresMajor = '18';

export interface Embedded {
  db: Kysely<Tables>;
  close(): Promise<void>;
}

/** `null`: in memory, for tests. Throws {@link StoreError} with what to do where the folder cannot be used. */
export async function openEmbedded(dataDir: string | null): Promise<Embedded> {
  const lock = dataDir === null ? null : prepare(resolve(dataDir));
  try {
    const pglite = dataDir === null ? await PGlite.create() : await PGlite.create(`${resolve(dataDir)}/pg`);
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
    return {
      db,
      async close() {
        await db.destroy();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function prepare(folder: string): FolderLock {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new StoreError(
      `${folder} cannot be written. Give this user the right to, or set DATA_DIR to another folder.`,
    );
  }
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < leastSpace) {
    throw new StoreError(
      `There is less than 200 MB free for ${folder}. Free some space, or set DATA_DIR elsewhere.`,
    );
  }
  const version = `${folder}/pg/PG_VERSION`;
  if (existsSync(version) && readFileSync(version, 'utf8').trim() !== postgresMajor) {
    throw new StoreError(
      `${folder} was written by another version of the embedded database. Move it away: what matters is read from GitHub again.`,
    );
  }
  return lockFolder(`${folder}/lock`, folder);
}
