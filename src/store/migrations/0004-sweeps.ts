import type { Kysely } from 'kysely';

/** How far GitHub's own history was read, and what was found there that is older than the App. */
export async function sweeps(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('marks')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('installations')
    .addColumn('id', 'bigint', (column) => column.primaryKey())
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('sweeps')
    .addColumn('repository', 'bigint', (column) => column.primaryKey())
    .addColumn('swept_at', 'timestamptz')
    .addColumn('pushed_at', 'timestamptz')
    .addColumn('listed_pushed_at', 'timestamptz')
    .addColumn('recalled_at', 'timestamptz')
    .addColumn('etags', 'json', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('old_branches')
    .addColumn('repository', 'bigint', (column) => column.notNull())
    .addColumn('branch', 'text', (column) => column.notNull())
    .addColumn('sha', 'text', (column) => column.notNull())
    .addColumn('moved_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('old_branches_key', ['repository', 'branch'])
    .execute();

  await db.schema.alterTable('subjects').addColumn('recalled_at', 'timestamptz').execute();
}
