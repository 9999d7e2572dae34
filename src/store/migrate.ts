import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as beginning from './migrations/0001-beginning.ts';

/** In the order of their names; one that was released is never changed. */
const migrations: Record<string, Migration> = { '0001-beginning': beginning };

/** Brings the tables to this version. Several processes may start at once: the others wait. */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
