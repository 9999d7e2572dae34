import type { Kysely } from 'kysely';

/**
 * Policy files are kept as they were read, and understood by whatever version runs: of the organisation as well as of
 * each repository. What was kept of them before is read anew.
 */
export async function policyFiles(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('policies').execute();
  await db.schema
    .createTable('policy_files')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('known', 'json')
    .addColumn('etag', 'text')
    .addColumn('read_at', 'timestamptz')
    .addColumn('stale', 'boolean', (column) => column.notNull())
    .addColumn('changed_by', 'text')
    .addColumn('mode', 'text')
    .addColumn('mode_since', 'timestamptz')
    .execute();

  await db.schema
    .createTable('policy_candidates')
    .addColumn('repository', 'bigint', (column) => column.notNull())
    .addColumn('branch', 'text', (column) => column.notNull())
    .addColumn('sha', 'text', (column) => column.notNull())
    .addColumn('checked', 'boolean', (column) => column.notNull())
    .addPrimaryKeyConstraint('policy_candidates_key', ['repository', 'branch'])
    .execute();
}
