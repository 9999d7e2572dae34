import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { StoreError } from '../store-error.ts';
import { freeBytesOf } from './disk-space.ts';

/** A full disk makes the embedded database hang, so it is not opened on one. Bytes. */
const leastSpace = 200 * 1024 * 1024;

/** Major version of Postgres in this PGlite; folders of another one do not open. */
const postgresMajor = '18';

/**
 * Makes sure that a folder (absolute) can hold the embedded database, which is then in its `pg`. Creates it for
 * this user alone if it does not exist. Throws {@link StoreError} with what to do.
 */
export function checkFolder(folder: string, freeBytes: (folder: string) => number = freeBytesOf): void {
  const data = `${folder}/pg`;
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    for (const one of [folder, data]) accessSync(one, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new StoreError(
      `${folder} cannot be written. Give this user the right to, or set DATA_DIR to another folder.`,
    );
  }
  if (freeBytes(folder) < leastSpace) {
    throw new StoreError(
      `There is less than 200 MB free for ${folder}. Free some space, or set DATA_DIR elsewhere.`,
    );
  }
  const version = `${data}/PG_VERSION`;
  if (existsSync(version) && readFileSync(version, 'utf8').trim() !== postgresMajor) {
    throw new StoreError(
      `${folder} was written by another version of the embedded database. Move it away: what matters is read from GitHub again.`,
    );
  }
}
