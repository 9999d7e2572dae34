import { migratedFolder } from '../support/migrated-folder.ts';
import { sharedPostgres } from '../support/shared-postgres.ts';
import { kinds, type PreparedDatabases, prepareDatabases } from './prepared-databases.ts';

/** For Jest: on what the tests of one run share. */
export function databasesOfRun(): Promise<PreparedDatabases> {
  return prepareDatabases(kinds, {
    start: async () => ({ ...(await sharedPostgres()), stop: () => undefined }),
    fill: migratedFolder,
  });
}
