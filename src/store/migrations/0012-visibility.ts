import type { Kysely } from 'kysely';

/** Of a repository it is not told who may see it before GitHub said so. */
export async function visibility(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('repositories')
    .addColumn('private', 'boolean', (column) => column.notNull().defaultTo(true))
    .execute();
}
