import type { Kysely } from 'kysely';

/** What Slack is to hear, how that ended, and the messages there that are kept up to date. */
export async function slack(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('slack_news')
    .addColumn('repository', 'bigint', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('story', 'text', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('happened_at', 'timestamptz', (column) => column.notNull())
    .addColumn('noticed_at', 'timestamptz', (column) => column.notNull())
    .addColumn('ended_at', 'timestamptz')
    .addColumn('message', 'json')
    .addPrimaryKeyConstraint('slack_news_key', ['repository', 'key'])
    .execute();
  await db.schema
    .createIndex('slack_news_waiting')
    .on('slack_news')
    .columns(['state', 'happened_at'])
    .execute();
  await db.schema.createIndex('slack_news_story').on('slack_news').columns(['repository', 'story']).execute();

  await db.schema
    .createTable('slack_threads')
    .addColumn('repository', 'bigint', (column) => column.notNull())
    .addColumn('story', 'text', (column) => column.notNull())
    // The channel's name in the settings, and in Slack.
    .addColumn('asked', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('ts', 'text', (column) => column.notNull())
    .addColumn('shown', 'text', (column) => column.notNull())
    .addColumn('wanted', 'json')
    .addPrimaryKeyConstraint('slack_threads_key', ['repository', 'story'])
    .execute();
}
