import type { Kysely } from 'kysely';

/** Branches are kept for what they may change: the policy file, or runbooks, and which of them. */
export async function candidates(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('policy_candidates').renameTo('candidates').execute();
  await db.schema
    .alterTable('candidates')
    .addColumn('topic', 'text', (column) => column.notNull().defaultTo('policy'))
    .addColumn('files', 'json')
    .execute();
  await db.schema.alterTable('candidates').dropConstraint('policy_candidates_key').execute();
  await db.schema
    .alterTable('candidates')
    .addPrimaryKeyConstraint('candidates_key', ['repository', 'branch', 'topic'])
    .execute();
}
