import { anyOf } from '../any-of.ts';
import type { Handle } from '../tables.ts';

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

/**
 * Of these keys, what is known, and how often the subject was woken by then (see `versionOf`): with one statement, so that
 * nothing comes between. `null`: the subject is not there.
 */
export async function entriesAtVersion(
  db: Handle,
  { repository, subject, keys }: { repository: number; subject: string; keys: readonly string[] },
): Promise<{ version: number; entries: Map<string, Entry> } | null> {
  const rows = await db
    .selectFrom('subjects')
    .leftJoin('artefacts', (join) =>
      join.on('artefacts.repository', '=', repository).on('artefacts.key', '=', anyOf('text', keys)),
    )
    .select([
      'subjects.version',
      'artefacts.key',
      'artefacts.state',
      'artefacts.number',
      'artefacts.url',
      'artefacts.hash',
      'artefacts.intended_at as intendedAt',
      'artefacts.created_at as createdAt',
    ])
    .where('subjects.key', '=', subject)
    .execute();
  const [first] = rows;
  if (!first) return null;
  const entries = new Map<string, Entry>();
  for (const { version: _, key, state, intendedAt, ...rest } of rows)
    if (key !== null && state !== null && intendedAt !== null)
      entries.set(key, { key, state, intendedAt, ...rest });
  return { version: first.version, entries };
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

/** What was written of which somebody else changed something; `branch`: of the hotfix that it belongs to. */
export interface OwnThing {
  key: string;
  subject: string;
  branch: string | null;
}

/** By the number that GitHub gave it: an issue, a status comment (by its id), or a pull request with labels. */
export async function ownThings(
  db: Handle,
  repository: number,
  { what, number }: { what: 'issue' | 'comment' | 'label'; number: number },
): Promise<OwnThing[]> {
  return db
    .selectFrom('artefacts')
    .leftJoin('subjects', 'subjects.key', 'artefacts.subject')
    .select(['artefacts.key', 'artefacts.subject', 'subjects.branch'])
    .where('artefacts.repository', '=', repository)
    .where('artefacts.state', '=', 'there')
    .$if(what === 'issue', (some) =>
      some.where('artefacts.key', 'like', 'breach:%').where('artefacts.number', '=', number),
    )
    .$if(what === 'comment', (some) =>
      some.where('artefacts.key', 'like', 'status:%').where('artefacts.number', '=', number),
    )
    .$if(what === 'label', (some) =>
      some.where('artefacts.key', 'in', [`labels:${number}`, `overdue-label:${number}`, `status:${number}`]),
    )
    .orderBy('artefacts.key')
    .execute();
}

/** What is there is no longer what was written: it is written anew where it is still wanted. */
export async function distrust(db: Handle, repository: number, key: string): Promise<void> {
  await db
    .updateTable('artefacts')
    .set({ hash: '' })
    .where('repository', '=', repository)
    .where('key', '=', key)
    .execute();
}
