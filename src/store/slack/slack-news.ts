/** What Slack is to hear, and how that ended. A row is never deleted, so that nothing is told twice. */
import { sql } from 'kysely';
import type { SlackMessage } from '../../notify/message.ts';
import type { KnownNews, News, PassedOver, SlackEvent } from '../../notify/news.ts';
import type { Handle } from '../tables.ts';

/** News of one story, or of all stories with that beginning; in the order in which it was noticed. */
export async function knownNews(
  db: Handle,
  repository: number,
  which: { story: string } | { stories: `${string}:` },
): Promise<KnownNews[]> {
  const query = db
    .selectFrom('slack_news')
    .select(['key', 'event', 'state'])
    .where('repository', '=', repository)
    .orderBy('noticed_at')
    .orderBy('happened_at')
    .orderBy('key');
  return 'story' in which
    ? query.where('story', '=', which.story).execute()
    : query.where(sql<boolean>`starts_with(story, ${which.stories})`).execute();
}

/** Stores news that was just noticed; `false` where it was noticed before, for any story. */
export async function addNews(
  db: Handle,
  repository: number,
  { news, message, fate, now }: { news: News; message: SlackMessage; fate: 'due' | PassedOver; now: Date },
): Promise<boolean> {
  const { key, event, story, happenedAt } = news;
  const isDue = fate === 'due';
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('slack_news')
    .values({
      repository,
      key,
      story,
      event,
      state: isDue ? 'due' : 'passed-over',
      reason: isDue ? null : fate,
      happened_at: happenedAt,
      noticed_at: now,
      ended_at: isDue ? null : now,
      message: isDue ? JSON.stringify(message) : null,
    })
    .onConflict((conflict) => conflict.columns(['repository', 'key']).doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) > 0;
}

/** Updates the words of waiting news. */
export async function rewordNews(
  db: Handle,
  repository: number,
  { key, message }: { key: string; message: SlackMessage },
): Promise<void> {
  await db
    .updateTable('slack_news')
    .set({ message: JSON.stringify(message) })
    .where('repository', '=', repository)
    .where('key', '=', key)
    .where('state', '=', 'due')
    .execute();
}

/** The waiting ones of these are dropped. */
export async function passOver(
  db: Handle,
  repository: number,
  { keys, reason, now }: { keys: string[]; reason: PassedOver; now: Date },
): Promise<void> {
  if (keys.length === 0) return;
  await db
    .updateTable('slack_news')
    .set({ state: 'passed-over', reason, ended_at: now, message: null })
    .where('repository', '=', repository)
    .where('key', 'in', keys)
    .where('state', '=', 'due')
    .execute();
}

export interface WaitingNews {
  repository: number;
  key: string;
  story: string;
  event: SlackEvent;
  message: SlackMessage;
}

/** The oldest event that waits. */
export async function nextNews(db: Handle): Promise<WaitingNews | null> {
  const row = await db
    .selectFrom('slack_news')
    .select(['repository', 'key', 'story', 'event', 'message'])
    .where('state', '=', 'due')
    .orderBy('happened_at')
    .orderBy('noticed_at')
    .orderBy('key')
    .limit(1)
    .executeTakeFirst();
  return row?.message ? { ...row, message: row.message } : null;
}

type Which = Pick<WaitingNews, 'repository' | 'key'>;

/** Before sending: from now on it is unknown whether Slack has it. `false`: it no longer waits. */
export async function beginSending(db: Handle, { repository, key }: Which): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('slack_news')
    .set({ state: 'sending' })
    .where('repository', '=', repository)
    .where('key', '=', key)
    .where('state', '=', 'due')
    .executeTakeFirst();
  return Number(numUpdatedRows) > 0;
}

/** Slack has it; or it certainly does not, and the news waits again. */
export async function endSending(
  db: Handle,
  { repository, key }: Which,
  { end, now }: { end: 'told' | 'due' | PassedOver; now: Date },
): Promise<void> {
  const isOver = end !== 'due';
  const isTold = end === 'told';
  await db
    .updateTable('slack_news')
    .set({
      state: isTold || end === 'due' ? end : 'passed-over',
      reason: isTold || end === 'due' ? null : end,
      ...(isOver ? { ended_at: now, message: null } : {}),
    })
    .where('repository', '=', repository)
    .where('key', '=', key)
    .where('state', '=', 'sending')
    .execute();
}

/** Ends what can no longer be told: what was being sent when a process died, and what is older than `begins`. */
export async function closeNews(
  db: Handle,
  { begins, now }: { begins: Date; now: Date },
): Promise<(Which & { reason: PassedOver | null })[]> {
  return db
    .updateTable('slack_news')
    .set({
      state: 'passed-over',
      reason: sql<PassedOver>`case when state = 'sending' then 'unknown' else 'given-up' end`,
      ended_at: now,
      message: null,
    })
    .where((row) =>
      row.or([
        row('state', '=', 'sending'),
        row.and([row('state', '=', 'due'), row('happened_at', '<=', begins)]),
      ]),
    )
    .returning(['repository', 'key', 'reason'])
    .execute();
}

/** How much waits, and how much was told or dropped, by event. */
export async function countNews(
  db: Handle,
): Promise<{ event: SlackEvent; outcome: KnownNews['state'] | PassedOver; count: number }[]> {
  const rows = await db
    .selectFrom('slack_news')
    .select((row) => ['event', 'state', 'reason', row.fn.countAll<string>().as('count')])
    .groupBy(['event', 'state', 'reason'])
    .orderBy('event')
    .orderBy('state')
    .orderBy('reason')
    .execute();
  return rows.map(({ event, state, reason, count }) => ({
    event,
    outcome: reason ?? state,
    count: Number(count),
  }));
}
