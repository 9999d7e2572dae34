/** Messages in Slack that are kept up to date: one for each story. */
import type { SlackMessage } from '../../notify/message.ts';
import type { Handle } from '../tables.ts';

interface Story {
  repository: number;
  story: string;
}

export interface Thread {
  /** The channel's name in the settings, and in Slack. */
  asked: string;
  channel: string;
  ts: string;
}

export async function findThread(
  db: Handle,
  { repository, story }: Story,
): Promise<(Thread & { shown: string }) | null> {
  const row = await db
    .selectFrom('slack_threads')
    .select(['asked', 'channel', 'ts', 'shown'])
    .where('repository', '=', repository)
    .where('story', '=', story)
    .executeTakeFirst();
  return row ?? null;
}

/** `shown`: a hash of what the message shows. */
export async function saveThread(
  db: Handle,
  { repository, story }: Story,
  thread: Thread & { shown: string },
): Promise<void> {
  const row = { ...thread, wanted: null };
  await db
    .insertInto('slack_threads')
    .values({ repository, story, ...row })
    .onConflict((conflict) => conflict.columns(['repository', 'story']).doUpdateSet(row))
    .execute();
}

/** What the message is to show; `null`: what it shows now. */
export async function wantShown(
  db: Handle,
  { repository, story }: Story,
  message: SlackMessage | null,
): Promise<void> {
  await db
    .updateTable('slack_threads')
    .set({ wanted: message && JSON.stringify(message) })
    .where('repository', '=', repository)
    .where('story', '=', story)
    .execute();
}

/** A message that is out of date. */
export async function nextStale(
  db: Handle,
  asked: string,
): Promise<(Story & Thread & { wanted: SlackMessage }) | null> {
  const row = await db
    .selectFrom('slack_threads')
    .select(['repository', 'story', 'asked', 'channel', 'ts', 'wanted'])
    .where('wanted', 'is not', null)
    .where('asked', '=', asked)
    .orderBy('repository')
    .orderBy('story')
    .limit(1)
    .executeTakeFirst();
  return row?.wanted ? { ...row, wanted: row.wanted } : null;
}

/** The message is gone. */
export async function forgetThread(db: Handle, { repository, story }: Story): Promise<void> {
  await db
    .deleteFrom('slack_threads')
    .where('repository', '=', repository)
    .where('story', '=', story)
    .execute();
}
