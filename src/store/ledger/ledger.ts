import type { Upkeep } from '../../artefact/artefact.ts';
import type { ArtefactKind } from '../../artefact/keys.ts';
import type { LedgerEntry } from '../../artefact/ledger.ts';
import { anyOf } from '../any-of.ts';
import type { Handle } from '../tables.ts';

export async function findEntry(db: Handle, repository: number, key: string): Promise<LedgerEntry | null> {
  const [entry] = await entries(db, repository, { key });
  return entry ?? null;
}

export async function entriesOfSubject(
  db: Handle,
  repository: number,
  subject: string,
): Promise<LedgerEntry[]> {
  return entries(db, repository, { subject });
}

/** What an entry is read from, beside its key. */
export const entryColumns = [
  'artefacts.state',
  'artefacts.number',
  'artefacts.url',
  'artefacts.hash',
  'artefacts.upkeep',
  'artefacts.intended_at as intendedAt',
  'artefacts.created_at as createdAt',
] as const;

async function entries(
  db: Handle,
  repository: number,
  where: { key: string } | { subject: string },
): Promise<LedgerEntry[]> {
  const [[column, value]] = Object.entries(where) as [['key' | 'subject', string]];
  const rows = await db
    .selectFrom('artefacts')
    .select(['artefacts.key', ...entryColumns])
    .where('repository', '=', repository)
    .where(column, '=', value)
    .orderBy('key')
    .execute();
  return rows;
}

/**
 * The entries of these keys, and how often the subject had been woken (see `versionOf`): in one statement, so that
 * nothing happens in between. `null`: the subject does not exist.
 */
export async function entriesAtVersion(
  db: Handle,
  { repository, subject, keys }: { repository: number; subject: string; keys: readonly string[] },
): Promise<{ version: number; entries: Map<string, LedgerEntry> } | null> {
  const rows = await db
    .selectFrom('subjects')
    .leftJoin('artefacts', (join) =>
      join.on('artefacts.repository', '=', repository).on('artefacts.key', '=', anyOf('text', keys)),
    )
    .select(['subjects.version', 'artefacts.key', ...entryColumns])
    .where('subjects.key', '=', subject)
    .execute();
  const [first] = rows;
  if (!first) return null;
  const entries = new Map<string, LedgerEntry>();
  for (const { version: _, key, state, intendedAt, ...rest } of rows)
    if (key !== null && state !== null && intendedAt !== null)
      entries.set(key, { key, state, intendedAt, ...rest });
  return { version: first.version, entries };
}

interface Which {
  repository: number;
  key: string;
  kind: ArtefactKind;
  upkeep: Upkeep;
  subject: string;
  now: Date;
}

/** Before a create: from now on its outcome is unknown. */
export async function intend(
  db: Handle,
  { repository, key, kind, upkeep, subject, now }: Which,
): Promise<void> {
  const row = { subject, kind, upkeep, state: 'intended' as const, intended_at: now };
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
    kind,
    upkeep,
    subject,
    now,
    number,
    url,
    hash,
  }: Which & { number: number; url: string | null; hash: string },
): Promise<void> {
  const row = { subject, kind, upkeep, state: 'there' as const, number, url, hash, written_at: now };
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

/** It exists as before, and gets this upkeep from now on. */
export async function keepAs(
  db: Handle,
  { repository, key, upkeep }: Pick<Which, 'repository' | 'key' | 'upkeep'>,
): Promise<void> {
  await db
    .updateTable('artefacts')
    .set({ upkeep })
    .where('repository', '=', repository)
    .where('key', '=', key)
    .execute();
}

/** The create did not happen, or the artefact is gone. */
export async function forget(db: Handle, repository: number, key: string): Promise<void> {
  await db.deleteFrom('artefacts').where('repository', '=', repository).where('key', '=', key).execute();
}

/** Something that was written; `branch`: of its hotfix. */
export interface OwnThing {
  key: string;
  kind: ArtefactKind;
  upkeep: Upkeep | null;
  subject: string;
  branch: string | null;
}

/** The entries with these keys, or the one of a kind with this number on GitHub. */
export async function ownThings(
  db: Handle,
  repository: number,
  which: { keys: readonly string[] } | { kind: ArtefactKind; number: number },
): Promise<OwnThing[]> {
  const query = db
    .selectFrom('artefacts')
    .leftJoin('subjects', 'subjects.key', 'artefacts.subject')
    .select(['artefacts.key', 'artefacts.kind', 'artefacts.upkeep', 'artefacts.subject', 'subjects.branch'])
    .where('artefacts.repository', '=', repository)
    .where('artefacts.state', '=', 'there')
    .orderBy('artefacts.key');
  return 'keys' in which
    ? query.where('artefacts.key', 'in', which.keys).execute()
    : query.where('artefacts.kind', '=', which.kind).where('artefacts.number', '=', which.number).execute();
}

/** GitHub no longer shows what was written: it is written again where it is still wanted. */
export async function distrust(db: Handle, repository: number, key: string): Promise<void> {
  await db
    .updateTable('artefacts')
    .set({ hash: '' })
    .where('repository', '=', repository)
    .where('key', '=', key)
    .execute();
}
