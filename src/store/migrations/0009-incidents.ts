import { type Kysely, sql } from 'kysely';

/** Incidents: their hotfixes are looked up by them, and what is known of the texts of their reviews is stored. */
export async function incidents(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('summaries').addColumn('incident', 'text').addColumn('story', 'text').execute();
  await sql`update summaries set incident = nullif(summary ->> 'incident', '')`.execute(db);
  await sql`create index summaries_of_incident on summaries (incident) where incident is not null`.execute(
    db,
  );
  await sql`create index facts_of_reviews on facts (repository)
    where branch is null and kind in ('review-claimed', 'runbooks-read', 'refused')`.execute(db);

  await db.schema
    .createTable('review_texts')
    .addColumn('repository', 'bigint', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('closed_at', 'timestamptz')
    .addColumn('edited', 'text')
    .addColumn('edited_at', 'timestamptz')
    .addColumn('read_hash', 'text')
    .addColumn('read_at', 'timestamptz')
    .addColumn('written_hash', 'text')
    .addPrimaryKeyConstraint('review_texts_key', ['repository', 'number'])
    .execute();
}
