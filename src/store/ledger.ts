import type { Handle } from './tables.ts';

/** What is known of one artefact on GitHub. `intended`: a create was begun, and its outcome is not known. */
export interface Entry {
  key: string;
  state: 'intended' | 'there';
  number: number | null;
  url: string | null;
  hash: string | null;
  /** When its create was begun, and when it is known to have been done. */
  intendedAt: Date;
  createdAt: Date | null;
}

export async function findEntry(db: Handle, repository: number, key: string): Promise<Entry | null> {
  const [entry] = await entries(db, repository, { key });
  return entry ?? null;
}

export async function entriesOfSubject(db: Handle, repository: number, subject: string): Promise<Entry[]> {
  return entries(db, repository, { subject });
}

async function entries(
  db: Handle,
  repository: number,
  where: { key: string } | { subject: string },
): Promise<Entry[]> {
  const [[column, value]] = Object.entries(where) as [['key' | 'subject', string]];
  const rows = await db
    .selectFrom('artefacts')
    .select(['key', 'state', 'number', 'url', 'hash', 'intended_at as intendedAt', 'created_at as createdAt'])
    .where('repository', '=', repository)
    .where(column, '=', value)
    .orderBy('key')
    .execute();
  return rows;
}

interface Which {
  repository: number;
  key: string;
  subject: string;
  now: Date;
}

/** Before a create: from now on its outcome is unknown. */
export async function intend(db: Handle, { repository, key, subject, now }: Which): Promise<void> {
  const row = { subject, state: 'intended' as const, intended_at: now };
  await db
    .insertInto('artefacts')
    .values({
      repository,
      key,
      number: null,
      url: null,
      hash: null,
      created_at: null,
      written_at: null,
      ...row,
    })
    .onConflict((conflict) => conflict.columns(['repository', 'key']).doUpdateSet(row))
    .execute();
}

export async function recordWritten(
  db: Handle,
  {
    repository,
    key,
    subject,
    now,
    number,
    url,
    hash,
  }: Which & { number: number; url: string | null; hash: string },
): Promise<void> {
  const row = { subject, state: 'there' as const, number, url, hash, written_at: now };
  await db
    .insertInto('artefacts')
    .values({ repository, key, intended_at: now, created_at: now, ...row })
    .onConflict((conflict) =>
      conflict.columns(['repository', 'key']).doUpdateSet((set) => ({
        ...row,
        created_at: set.fn.coalesce('artefacts.created_at', 'excluded.created_at'),
      })),
    )
    .execute();
}

/** The create did not happen, or the thing is gone. */
export async function forget(db: Handle, repository: number, key: string): Promise<void> {
  await db.deleteFrom('artefacts').where('repository', '=', repository).where('key', '=', key).execute();
}
