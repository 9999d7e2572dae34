import type { Kysely } from 'kysely';

/**
 * Policy files are stored as texts, for the organisation and for each repository, and interpreted by the running
 * version. What was stored before is read again.
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
