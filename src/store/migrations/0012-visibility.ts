import type { Kysely } from 'kysely';

/** Until GitHub says who may see a repository, that is unknown. */
export async function visibility(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('repositories')
    .addColumn('private', 'boolean', (column) => column.notNull().defaultTo(true))
    .execute();
}
