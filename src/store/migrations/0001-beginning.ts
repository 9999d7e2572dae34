import { type Kysely, sql } from 'kysely';

export async function beginning(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('seq', 'bigserial', (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('action', 'text')
    .addColumn('installation', 'bigint')
    .addColumn('repository', 'bigint')
    .addColumn('payload', 'json', (column) => column.notNull())
    .addColumn('received_at', 'timestamptz', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'timestamptz', (column) => column.notNull())
    .addColumn('leased_until', 'timestamptz')
    .addColumn('error', 'text')
    .addColumn('done_at', 'timestamptz')
    .execute();
  // Few rows wait, however many have been processed: looking for them must not grow with the table.
  await sql`create index deliveries_due on deliveries (due_at, seq) where state = 'stored'`.execute(db);

  await db.schema
    .createTable('facts')
    .addColumn('seq', 'bigserial', (column) => column.primaryKey())
    .addColumn('repository', 'bigint', (column) => column.notNull())
    .addColumn('branch', 'text')
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('fact', 'json', (column) => column.notNull())
    .addColumn('delivery', 'text')
    .addColumn('recorded_at', 'timestamptz', (column) => column.notNull())
    .addUniqueConstraint('facts_once', ['repository', 'key'])
    .execute();
  await db.schema.createIndex('facts_of_branch').on('facts').columns(['repository', 'branch']).execute();

  await db.schema
    .createTable('fact_commits')
    .addColumn('sha', 'text', (column) => column.notNull())
    .addColumn('fact', 'bigint', (column) => column.notNull().references('facts.seq').onDelete('cascade'))
    .addPrimaryKeyConstraint('fact_commits_pk', ['sha', 'fact'])
    .execute();

  await db.schema
    .createTable('repositories')
    .addColumn('id', 'bigint', (column) => column.primaryKey())
    .addColumn('installation', 'bigint', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('default_branch', 'text', (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'timestamptz', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('repositories_of_installation')
    .on('repositories')
    .column('installation')
    .execute();

  await db.schema
    .createTable('policies')
    .addColumn('repository', 'bigint', (column) => column.primaryKey())
    .addColumn('in_force', 'json')
    .addColumn('read_at', 'timestamptz')
    .addColumn('stale', 'boolean', (column) => column.notNull())
    .addColumn('changed_by', 'text')
    .execute();

  await db.schema
    .createTable('subjects')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('repository', 'bigint', (column) => column.notNull())
    .addColumn('branch', 'text')
    .addColumn('due_at', 'timestamptz')
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('lease', 'text')
    .addColumn('leased_until', 'timestamptz')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('error', 'text')
    .execute();
  await sql`create index subjects_due on subjects (due_at) where due_at is not null`.execute(db);
  await db.schema.createIndex('subjects_of_repository').on('subjects').column('repository').execute();

  await db.schema
    .createTable('artefacts')
    .addColumn('repository', 'bigint', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint')
    .addColumn('url', 'text')
    .addColumn('hash', 'text')
    .addColumn('intended_at', 'timestamptz', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz')
    .addColumn('written_at', 'timestamptz')
    .addPrimaryKeyConstraint('artefacts_pk', ['repository', 'key'])
    .execute();
  await db.schema
    .createIndex('artefacts_of_subject')
    .on('artefacts')
    .columns(['repository', 'subject'])
    .execute();

  await db.schema
    .createTable('summaries')
    .addColumn('repository', 'bigint', (column) => column.notNull())
    .addColumn('branch', 'text', (column) => column.notNull())
    .addColumn('started_at', 'timestamptz', (column) => column.notNull())
    .addColumn('summary', 'jsonb', (column) => column.notNull())
    .addPrimaryKeyConstraint('summaries_pk', ['repository', 'branch'])
    .execute();
}
