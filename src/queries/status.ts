import { sql } from 'kysely';
import { findMark } from '../store/checkpoints.ts';
import { countNews } from '../store/slack/slack-news.ts';
import type { Handle } from '../store/tables.ts';

/** How the queue is doing, and how far what GitHub has is known. */
export interface Status {
  /** Deliveries that are stored and not worked on yet. */
  waiting: number;
  /** When the one was received that waits longest. */
  oldest: Date | null;
  /** Deliveries that were given up and wait for people. */
  parked: number;
  /** Things whose time has come, and of these, how many failed when they were last worked on. */
  due: number;
  failing: number;
  /** When the last delivery was received. */
  lastDeliveryAt: Date | null;
  /** When GitHub's log of deliveries was last read, and when everything was last compared. */
  logReadAt: Date | null;
  comparedAt: Date | null;
  /** What Slack was told, or is to be told, by event and outcome. */
  slackNews: Awaited<ReturnType<typeof countNews>>;
}

/** Whether nothing can be stored: a standby, or a server that was set so. Throws where the database does not answer. */
export async function isReadOnly(db: Handle): Promise<boolean> {
  const { rows } = await sql<{
    setting: string;
  }>`select current_setting('transaction_read_only') as setting`.execute(db);
  return rows[0]?.setting === 'on';
}

/** Throws where the database does not answer. */
export async function statusOf(db: Handle, now: Date): Promise<Status> {
  // One by one, each from its index: what is done is in neither, and may be millions.
  const waiting = await db
    .selectFrom('deliveries')
    .select((row) => [row.fn.countAll<string>().as('count'), row.fn.min('received_at').as('oldest')])
    .where('state', '=', 'stored')
    .executeTakeFirstOrThrow();
  const parked = await db
    .selectFrom('deliveries')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('state', '=', 'parked')
    .executeTakeFirstOrThrow();
  const last = await db
    .selectFrom('deliveries')
    .select('received_at as at')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const subjects = await db
    .selectFrom('subjects')
    .select((row) => [
      row.fn.countAll<string>().filterWhere('due_at', '<=', now).as('due'),
      row.fn.countAll<string>().filterWhere('attempts', '>', 0).as('failing'),
    ])
    .where('due_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return {
    waiting: Number(waiting.count),
    oldest: waiting.oldest,
    parked: Number(parked.count),
    due: Number(subjects.due),
    failing: Number(subjects.failing),
    lastDeliveryAt: last?.at ?? null,
    logReadAt: await findMark(db, 'delivery-log-read'),
    comparedAt: await findMark(db, 'swept'),
    slackNews: await countNews(db),
  };
}
