import { DatabaseSync } from 'node:sqlite';
import { StoreError } from './store-error.ts';

export interface FolderLock {
  release(): void;
}

/**
 * Takes a folder for this process alone. The embedded database takes no lock of its own, and two processes on one
 * folder destroy it. SQLite's lock is the kernel's: it ends with the process, however that ends.
 */
export function lockFolder(file: string, folder: string): FolderLock {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch {
    database.close();
    throw new StoreError(
      `Another process is using ${folder}. Stop it, give this one a DATA_DIR of its own, or set DATABASE_URL to share a Postgres.`,
    );
  }
  return { release: () => database.close() };
}
