import { DatabaseSync } from 'node:sqlite';
import { reasonOf } from '../error-text.ts';
import { StoreError } from '../store-error.ts';

export interface FolderLock {
  release(): void;
}

/** SQLite's result code for a file that somebody else has locked. */
const busy = 5;

/**
 * Locks a folder for this process alone. The embedded database takes no lock of its own, and two processes on one
 * folder destroy it. SQLite's lock is the kernel's: it ends with the process, however that ends.
 */
export function lockFolder(file: string, folder: string): FolderLock {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file);
    database.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    const held = database;
    return { release: () => held.close() };
  } catch (error) {
    database?.close();
    throw new StoreError(isBusy(error) ? inUse(folder) : unusable(file, error));
  }
}

function isBusy(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === busy;
}

function inUse(folder: string): string {
  return `Another process is using ${folder}. Stop it, give this one a DATA_DIR of its own, or set DATABASE_URL to share a Postgres.`;
}

function unusable(file: string, error: unknown): string {
  return `${file} cannot be locked (${reasonOf(error)}). Stop every process that uses this folder, delete that file, and start again.`;
}
