import { storable } from './storable.ts';
import type { Handle } from './tables.ts';

/**
 * What is known of the text of an issue that is a review, or may become one. Of people's edits only the newest is
 * stored.
 */
export interface ReviewText {
  /** As last known. */
  body: string;
  state: 'open' | 'closed';
  closedAt: Date | null;
  /** The text after a person's last edit, until it is read; and the time of the edit, by GitHub's clock. */
  edited: string | null;
  editedAt: Date | null;
  /** Hash of the text last read from GitHub, and when GitHub said that it was last changed. */
  readHash: string | null;
  readAt: Date | null;
  /** Hash of the text last written. */
  writtenHash: string | null;
}

export async function findReviewText(
  db: Handle,
  repository: number,
  number: number,
): Promise<ReviewText | null> {
  const row = await db
    .selectFrom('review_texts')
    .select([
      'body',
      'state',
      'closed_at as closedAt',
      'edited',
      'edited_at as editedAt',
      'read_hash as readHash',
      'read_at as readAt',
      'written_hash as writtenHash',
    ])
    .where('repository', '=', repository)
    .where('number', '=', number)
    .executeTakeFirst();
  return row ?? null;
}

export interface Which {
  repository: number;
  number: number;
}

/** A person opened it, or edited its text. A late report does not replace a newer one. */
export async function noteEdited(
  db: Handle,
  { repository, number }: Which,
  { body, at }: { body: string; at: Date },
): Promise<void> {
  const row = { body: storable(body), edited: storable(body), edited_at: at };
  await insert(db, { repository, number }, row);
  await db
    .updateTable('review_texts')
    .set(row)
    .where('repository', '=', repository)
    .where('number', '=', number)
    .where((where) => where.or([where('edited_at', 'is', null), where('edited_at', '<=', at)]))
    .execute();
}

/** It was closed (`at`), or is open again. */
export async function noteState(
  db: Handle,
  { repository, number }: Which,
  closedAt: Date | null,
): Promise<void> {
  await db
    .updateTable('review_texts')
    .set({ state: closedAt ? 'closed' : 'open', closed_at: closedAt })
    .where('repository', '=', repository)
    .where('number', '=', number)
    .execute();
}

/** As GitHub shows it. */
export async function noteRead(
  db: Handle,
  which: Which,
  { body, hash, at, closedAt }: { body: string; hash: string; at: Date; closedAt: Date | null },
): Promise<void> {
  const state = closedAt ? ('closed' as const) : ('open' as const);
  const row = { body: storable(body), read_hash: hash, read_at: at, state, closed_at: closedAt };
  await insert(db, which, row);
  await db
    .updateTable('review_texts')
    .set(row)
    .where('repository', '=', which.repository)
    .where('number', '=', which.number)
    .execute();
}

/** A person's edit is in the text on GitHub: its copy need not be stored. */
export async function settleEdit(db: Handle, { repository, number }: Which, editedAt: Date): Promise<void> {
  await db
    .updateTable('review_texts')
    .set({ edited: null })
    .where('repository', '=', repository)
    .where('number', '=', number)
    .where('edited_at', '=', editedAt)
    .execute();
}

/** As this App wrote it. */
export async function noteWritten(
  db: Handle,
  { repository, number }: Which,
  { body, hash }: { body: string; hash: string },
): Promise<void> {
  await db
    .updateTable('review_texts')
    .set({ body: storable(body), written_hash: hash })
    .where('repository', '=', repository)
    .where('number', '=', number)
    .execute();
}

async function insert(db: Handle, { repository, number }: Which, row: { body: string }): Promise<void> {
  const nothing = { edited: null, edited_at: null, read_hash: null, read_at: null, written_hash: null };
  await db
    .insertInto('review_texts')
    .values({ repository, number, state: 'open', closed_at: null, ...nothing, ...row })
    .onConflict((conflict) => conflict.columns(['repository', 'number']).doNothing())
    .execute();
}
