import { sql } from 'kysely';
import type { Policy } from '../policy/policy.ts';
import type { KnownFile } from '../policy/policy-file.ts';
import type { Handle } from './tables.ts';

/** Whose file it is. */
export type FileKey = `repository:${number}` | `organisation:${number}`;

export interface StoredFile {
  known: KnownFile;
  etag: string | null;
  readAt: Date;
  /** It may have changed since it was read. */
  stale: boolean;
  /** The commit that may have changed it. */
  changedBy: string | null;
}

/** `null` where it was never read. */
export async function findFile(db: Handle, key: FileKey): Promise<StoredFile | null> {
  const row = await db.selectFrom('policy_files').selectAll().where('key', '=', key).executeTakeFirst();
  if (!row?.known || !row.read_at) return null;
  const { known, etag, read_at: readAt, stale, changed_by: changedBy } = row;
  return { known, etag, readAt, stale, changedBy };
}

/** The commit that a change was told of before the file was ever read. */
export async function changedBy(db: Handle, key: FileKey): Promise<string | null> {
  const row = await db
    .selectFrom('policy_files')
    .select('changed_by')
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.changed_by ?? null;
}

/** Keeps a reading. Where another change was told of since it was asked for (`changedBy`), it stays stale. */
export async function saveFile(
  db: Handle,
  key: FileKey,
  { known, etag, readAt, changedBy }: Omit<StoredFile, 'stale'>,
): Promise<void> {
  const row = { known: JSON.stringify(known), etag, read_at: readAt };
  await db
    .insertInto('policy_files')
    .values({ key, ...row, stale: false, changed_by: null, mode: null, mode_since: null })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((set) => ({
        ...row,
        stale: set
          .case()
          .when('policy_files.changed_by', 'is distinct from', changedBy)
          .then(true)
          .else(false)
          .end(),
      })),
    )
    .execute();
}

/**
 * A push may have changed the file: it is read again before it is next needed. Kept also where nothing was read yet:
 * the first reading may be under way, of the file as it was before.
 */
export async function markFileStale(db: Handle, key: FileKey, changedBy: string | null): Promise<void> {
  const row = { stale: true, changed_by: changedBy };
  await db
    .insertInto('policy_files')
    .values({ key, known: null, etag: null, read_at: null, mode: null, mode_since: null, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}

/** Keeps the mode that a repository is in. Returns since when it has been, where it was ever in another. */
export async function keepMode(
  db: Handle,
  key: FileKey,
  { mode, now }: { mode: Policy['mode']; now: Date },
): Promise<Date | null> {
  const row = await db
    .selectFrom('policy_files')
    .select(['mode', 'mode_since'])
    .where('key', '=', key)
    .executeTakeFirst();
  if (row?.mode === mode) return row.mode_since;
  const since = row?.mode ? now : null;
  await db
    .updateTable('policy_files')
    .set({ mode, mode_since: sql<Date | null>`${since}::timestamptz` })
    .where('key', '=', key)
    .execute();
  return since;
}
