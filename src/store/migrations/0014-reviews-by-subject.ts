import type { Kysely } from 'kysely';

/** A review is looked up by its incident alone, in any repository. */
export async function reviewsBySubject(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('artefacts_of_subject').execute();
  await db.schema
    .createIndex('artefacts_of_subject')
    .on('artefacts')
    .columns(['subject', 'repository'])
    .execute();
}
