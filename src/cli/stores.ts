import { type DatabaseSettings, readDatabase } from '../settings/database.ts';
import { loadEnvFile } from '../settings/env-file.ts';
import { type SettingFault, SettingsError } from '../settings/faults.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { CannotRun } from './cannot-run.ts';

/** Opens the database that the server uses, and closes it afterwards. Throws with what to do. */
export async function withStore<T>(use: (store: Database) => Promise<T>): Promise<T> {
  return useStore(databaseSettings(), use);
}

/** The embedded database of DATA_DIR, whether or not DATABASE_URL is set. */
export async function withEmbedded<T>(use: (store: Database) => Promise<T>): Promise<T> {
  databaseSettings();
  return useStore(
    readDatabase({ DATA_DIR: process.env.DATA_DIR }, () => undefined),
    use,
  );
}

/** The Postgres of DATABASE_URL. */
export async function withPostgres<T>(use: (store: Database) => Promise<T>): Promise<T> {
  const settings = databaseSettings();
  if (settings.kind === 'embedded') throw new CannotRun('Set DATABASE_URL to the Postgres to copy to.');
  return useStore(settings, use);
}

async function useStore<T>(settings: DatabaseSettings, use: (store: Database) => Promise<T>): Promise<T> {
  const store = await openDatabase(settings);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** As the server reads them: from the environment, and from `.env` in the working folder. */
function databaseSettings(): DatabaseSettings {
  loadEnvFile(process.cwd());
  const faults: SettingFault[] = [];
  const settings = readDatabase(process.env, (name, advice) => faults.push({ name, advice }));
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}
