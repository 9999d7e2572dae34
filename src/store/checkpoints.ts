import type { Handle } from './tables.ts';

/**
 * Stored moments: since when nothing can have been lost from this database (`whole-since`), until when GitHub's
 * delivery log was read, when all installations were last swept, and since when there is a connection to Slack.
 */
export type CheckpointName = 'whole-since' | 'delivery-log-read' | 'swept' | 'slack-since';

export async function findCheckpoint(db: Handle, name: CheckpointName): Promise<Date | null> {
  const row = await db.selectFrom('marks').select('at').where('name', '=', name).executeTakeFirst();
  return row?.at ?? null;
}

export async function setCheckpoint(db: Handle, name: CheckpointName, at: Date): Promise<void> {
  await db
    .insertInto('marks')
    .values({ name, at })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ at }))
    .execute();
}

/** Sets it unless it is set: the first moment of a database. */
export async function beginCheckpoint(db: Handle, name: CheckpointName, at: Date): Promise<void> {
  await db
    .insertInto('marks')
    .values({ name, at })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
}
