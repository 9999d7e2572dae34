/** Deletes data for good when somebody asks for it. What happened on GitHub stays there. */
import { type SqlBool, sql } from 'kysely';
import { fileKey } from '../policy-files.ts';
import type { Handle } from '../tables.ts';

/** What remains of a delivery: the fact that it arrived. */
export const emptied = {
  payload: '{}',
  state: 'done' as const,
  error: null,
  done_at: sql<Date>`coalesce(done_at, received_at)`,
};

/** How many rows of which table were deleted or changed. */
export type Removed = Record<string, number>;

export interface NamedRepositoryRow {
  id: number;
  /** `owner/name`, as last seen. */
  fullName: string;
}

/** By id, or by its last name; case does not matter. */
export async function repositoryNamed(db: Handle, name: string): Promise<NamedRepositoryRow | null> {
  const row = await db
    .selectFrom('repositories')
    .select(['id', 'owner', 'name'])
    .where(sql<boolean>`repositories.id::text = ${name} or lower(owner || '/' || name) = lower(${name})`)
    .executeTakeFirst();
  return row ? { id: row.id, fullName: `${row.owner}/${row.name}` } : null;
}

/**
 * Deletes everything about a repository. The ids of its deliveries stay, without content: a delivery that GitHub's
 * log has and this database lacks would be fetched again.
 */
export async function removeRepository(tx: Handle, id: number): Promise<Removed> {
  // A transaction that is storing a fact finishes first, or waits and then finds who is still there.
  await sql`lock table facts, people in share row exclusive mode`.execute(tx);
  const removed: Removed = {};
  const incidents = await incidentsOnlyOf(tx, id);
  for (const table of [
    'facts',
    'artefacts',
    'summaries',
    'review_texts',
    'subjects',
    'candidates',
    'sweeps',
    'old_branches',
    'slack_news',
    'slack_threads',
  ] as const) {
    const { numDeletedRows } = await tx.deleteFrom(table).where('repository', '=', id).executeTakeFirst();
    removed[table] = Number(numDeletedRows);
  }
  if (incidents.length > 0) {
    const looks = await tx.deleteFrom('subjects').where('key', 'in', incidents).executeTakeFirst();
    removed.subjects = (removed.subjects ?? 0) + Number(looks.numDeletedRows);
  }
  const files = await tx
    .deleteFrom('policy_files')
    .where('key', '=', fileKey.repository(id))
    .executeTakeFirst();
  removed.policy_files = Number(files.numDeletedRows);
  const deliveries = await tx
    .updateTable('deliveries')
    .set(emptied)
    .where('repository', '=', id)
    .where('payload', '!=', '{}')
    .executeTakeFirst();
  removed.deliveries = Number(deliveries.numUpdatedRows);
  removed.people = await removeUnnamed(tx);
  const gone = await tx.deleteFrom('repositories').where('id', '=', id).executeTakeFirst();
  removed.repositories = Number(gone.numDeletedRows);
  return removed;
}

/** People whom no remaining row names. */
async function removeUnnamed(tx: Handle): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('people')
    .where(sql<SqlBool>`id not in (select unnest(people) from facts)`)
    .where(sql<SqlBool>`id not in (select author from summaries where author is not null)`)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Keys of the incidents that have a hotfix there and in no other repository of the account. */
async function incidentsOnlyOf(tx: Handle, id: number): Promise<string[]> {
  const key = sql<string>`'incident:' || account || ':' || incident`;
  const incidents = tx
    .selectFrom('summaries')
    .innerJoin('repositories', 'repositories.id', 'summaries.repository')
    .select(key.as('key'))
    .distinct()
    .where('incident', 'is not', null);
  const elsewhere = incidents.where('repositories.id', '!=', id);
  const rows = await incidents.where('repositories.id', '=', id).where(key, 'not in', elsewhere).execute();
  return rows.map((row) => row.key);
}

/** Policy files that name the person: they are read from GitHub again. */
export async function filesNaming(db: Handle, login: string): Promise<string[]> {
  const rows = await db
    .selectFrom('policy_files')
    .leftJoin('repositories', (join) =>
      join.on('policy_files.key', '=', sql<string>`'repository:' || repositories.id`),
    )
    .select(['policy_files.key', 'repositories.owner', 'repositories.name'])
    .where(sql<string>`known::text`, 'ilike', `%${login.replace(/[\\%_]/g, '\\$&')}%`)
    .orderBy('policy_files.key')
    .execute();
  return rows.map(({ key, owner, name }) => (owner === null ? key : `${owner}/${name}`));
}
