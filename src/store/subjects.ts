import { sql } from 'kysely';
import { openStates } from './open-states.ts';
import { hotfixSubject, type Subject } from './subject-key.ts';
import type { Handle } from './tables.ts';

/** Makes a subject due at `dueAt` or earlier. What arrives during a look is not lost: see finish. */
export async function wakeSubject(db: Handle, subject: Subject, dueAt: Date): Promise<void> {
  const { key, kind, repository, branch } = subject;
  const account = subject.kind === 'incident' ? subject.account : null;
  await db
    .insertInto('subjects')
    .values({
      key,
      kind,
      repository,
      branch,
      account,
      due_at: dueAt,
      version: 1,
      attempts: 0,
      lease: null,
      leased_until: null,
      error: null,
      recalled_at: null,
    })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        due_at: sql`least(coalesce(subjects.due_at, excluded.due_at), excluded.due_at)`,
        version: sql`subjects.version + 1`,
        attempts: 0,
      }),
    )
    .execute();
}

/** How often the subject was woken: a different number means that something arrived. */
export async function versionOf(db: Handle, key: string): Promise<number> {
  const row = await db.selectFrom('subjects').select('version').where('key', '=', key).executeTakeFirst();
  return row?.version ?? 0;
}

/** Releases all leases. */
export async function releaseAllLeases(db: Handle): Promise<void> {
  await db
    .updateTable('subjects')
    .set({ lease: null, leased_until: null })
    .where('lease', 'is not', null)
    .execute();
}

/** The branches of a repository that are or were followed. */
export async function followedBranches(db: Handle, repository: number): Promise<Set<string>> {
  const rows = await db
    .selectFrom('subjects')
    .select('branch')
    .where('repository', '=', repository)
    .where('kind', '=', 'hotfix')
    .execute();
  return new Set(rows.flatMap(({ branch }) => branch ?? []));
}

/** Repositories that have, or had, a hotfix. */
export async function repositoriesWithHotfixes(db: Handle): Promise<Set<number>> {
  const rows = await db
    .selectFrom('subjects')
    .select('repository')
    .distinct()
    .where('kind', '=', 'hotfix')
    .execute();
  return new Set(rows.map(({ repository }) => repository));
}

/** Every hotfix of the repository that is not over: due when its rules may have changed. */
export async function openHotfixes(db: Handle, repository: number): Promise<Subject[]> {
  const open = await db
    .selectFrom('summaries')
    .select('branch')
    .where('repository', '=', repository)
    .where(sql<string>`summary ->> 'state'`, 'in', openStates)
    .execute();
  return open.map(({ branch }) => hotfixSubject(repository, branch));
}

/** When GitHub was last asked for the whole history of the subject; `null`: never. */
export async function recalledAt(db: Handle, key: string): Promise<Date | null> {
  const row = await db.selectFrom('subjects').select('recalled_at').where('key', '=', key).executeTakeFirst();
  return row?.recalled_at ?? null;
}

export async function markRecalled(db: Handle, key: string, at: Date): Promise<void> {
  await db.updateTable('subjects').set({ recalled_at: at }).where('key', '=', key).execute();
}
