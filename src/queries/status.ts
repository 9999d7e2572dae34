import { sql } from 'kysely';
import { findCheckpoint } from '../store/checkpoints.ts';
import { countNews } from '../store/slack/slack-news.ts';
import type { Handle } from '../store/tables.ts';

/** How the queue is doing, and how far GitHub's state is known. */
export interface QueueStatus {
  /** Deliveries that are stored but not processed yet. */
  waiting: number;
  /** When the oldest of them was received. */
  oldest: Date | null;
  /** Deliveries that failed for good and wait for an operator. */
  parked: number;
  /** Subjects that are due. */
  due: number;
  /** Subjects whose last attempt failed and that will be tried again. */
  failing: number;
  /** When the last delivery was received. */
  lastDeliveryAt: Date | null;
  /** When GitHub's delivery log was last read, and when everything was last compared with GitHub. */
  logReadAt: Date | null;
  comparedAt: Date | null;
  /** News for Slack, posted or still to be posted, by event and outcome. */
  slackNews: Awaited<ReturnType<typeof countNews>>;
}

/** Whether nothing can be stored: a standby, or a server that was set so. Throws when the database does not answer. */
export async function isReadOnly(db: Handle): Promise<boolean> {
  const { rows } = await sql<{
    setting: string;
  }>`select current_setting('transaction_read_only') as setting`.execute(db);
  return rows[0]?.setting === 'on';
}

/** Throws when the database does not answer. */
export async function queueStatus(db: Handle, now: Date): Promise<QueueStatus> {
  // One by one, each from its index: deliveries that are done are in neither, and may be millions.
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
    logReadAt: await findCheckpoint(db, 'delivery-log-read'),
    comparedAt: await findCheckpoint(db, 'swept'),
    slackNews: await countNews(db),
  };
}
