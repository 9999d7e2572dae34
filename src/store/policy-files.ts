import { type Selectable, sql } from 'kysely';
import type { Policy } from '../policy/policy.ts';
import type { KnownFile } from '../policy/policy-file.ts';
import type { Handle, Tables } from './tables.ts';

/** Whose file it is. */
export type FileKey = `repository:${number}` | `organisation:${number}`;

export const fileKey = {
  repository: (id: number) => `repository:${id}` as const,
  organisation: (installation: number) => `organisation:${installation}` as const,
};

export interface StoredFile {
  known: KnownFile;
  etag: string | null;
  readAt: Date;
  /** It may have changed since it was read. */
  stale: boolean;
  /** The commit that may have changed it. */
  changedBy: string | null;
}

/** Everything stored about a file. */
export interface KeptFile {
  /** `null` where it was never read. */
  stored: StoredFile | null;
  /** The commit that may have changed it, even if it was never read. */
  changedBy: string | null;
  /** For a repository: the mode in force when it was last needed, and since when, if it was ever in another one. */
  mode: string | null;
  modeSince: Date | null;
}

/** By key; nothing is stored about a file that is missing here. */
export type KeptFiles = ReadonlyMap<string, KeptFile>;

export const nothingKept: KeptFile = { stored: null, changedBy: null, mode: null, modeSince: null };

export function keptFile(row: Omit<Selectable<Tables['policy_files']>, 'key'>): KeptFile {
  const { known, etag, read_at: readAt, stale, changed_by: changedBy, mode, mode_since: modeSince } = row;
  const stored = known && readAt && { known, etag, readAt, stale, changedBy };
  return { stored, changedBy, mode, modeSince };
}

export async function findFiles(db: Handle, keys: readonly FileKey[]): Promise<KeptFiles> {
  const rows = await db.selectFrom('policy_files').selectAll().where('key', 'in', keys).execute();
  return new Map(rows.map(({ key, ...row }) => [key, keptFile(row)]));
}

/** `null` where it was never read. */
export async function findFile(db: Handle, key: FileKey): Promise<StoredFile | null> {
  return (await findFiles(db, [key])).get(key)?.stored ?? null;
}

/** Stores a reading. If another change was reported after the request (`changedBy`), it stays stale. */
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
 * A push may have changed the file: it is read again before its next use. Stored even if nothing was read yet: the
 * first reading may be in progress, and return the file as it was before.
 */
export async function markFileStale(db: Handle, key: FileKey, changedBy: string | null): Promise<void> {
  const row = { stale: true, changed_by: changedBy };
  await db
    .insertInto('policy_files')
    .values({ key, known: null, etag: null, read_at: null, mode: null, mode_since: null, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}

/** Stores the mode of a repository. Returns since when it has been in force, if it was ever in another one. */
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
