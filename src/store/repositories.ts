import { sql } from 'kysely';
import type { Repository } from '../hotfix/hotfix.ts';
import type { Handle } from './tables.ts';

export type RepositoryState = 'active' | 'archived' | 'gone' | 'suspended';

export type KnownRepository = Repository & { state: RepositoryState };

/** `since`: when it was last told of, or last changed its state. */
export type FoundRepository = KnownRepository & { since: Date };

/** Keeps the repository as a delivery names it now. */
export async function saveRepository(db: Handle, repository: KnownRepository, now: Date): Promise<void> {
  const { id, installation, owner, name, defaultBranch: default_branch, url, state } = repository;
  const row = {
    installation,
    owner,
    name,
    default_branch,
    url,
    private: repository.private,
    state,
    seen_at: now,
  };
  await db
    .insertInto('repositories')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

export async function findRepository(db: Handle, id: number): Promise<FoundRepository | null> {
  const row = await db.selectFrom('repositories').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const { installation, owner, name, default_branch: defaultBranch, url, state, seen_at: since } = row;
  return { id, installation, owner, name, defaultBranch, url, private: row.private, state, since };
}

/** By id: those of an installation, or those of these ids. */
export async function repositoriesOf(
  db: Handle,
  which: { installation: number } | { ids: readonly number[] },
): Promise<Map<number, { owner: string; name: string; state: RepositoryState }>> {
  const all = db.selectFrom('repositories').select(['id', 'owner', 'name', 'state']).orderBy('id');
  const some =
    'installation' in which
      ? all.where('installation', '=', which.installation)
      : all.where('id', 'in', which.ids);
  return new Map((await some.execute()).map(({ id, ...row }) => [id, row]));
}

/** Installations that have repositories which are not known to be gone. */
export async function installationsInUse(db: Handle): Promise<number[]> {
  const rows = await db
    .selectFrom('repositories')
    .select('installation')
    .distinct()
    .where('state', '!=', 'gone')
    .orderBy('installation')
    .execute();
  return rows.map(({ installation }) => installation);
}

/** Returns the ids of those that are in the state now. */
export async function setRepositoryState(
  db: Handle,
  which: { ids: readonly number[] } | { installation: number },
  state: RepositoryState,
  now: Date,
): Promise<number[]> {
  if ('ids' in which && which.ids.length === 0) return [];
  const update = db.updateTable('repositories').set({ state, seen_at: now });
  const changed =
    'installation' in which
      ? update.where('installation', '=', which.installation)
      : update.where('id', 'in', which.ids);
  const rows = await changed.returning('id').execute();
  return rows.map(({ id }) => id).sort((a, b) => a - b);
}

export async function setInstallation(
  db: Handle,
  ids: readonly number[],
  installation: number,
): Promise<void> {
  if (ids.length === 0) return;
  await db.updateTable('repositories').set({ installation }).where('id', 'in', ids).execute();
}

/** Of an installation, the repositories with hotfixes that are open, or with a policy file of their own; by id. */
export async function repositoriesUnder(db: Handle, installation: number): Promise<number[]> {
  const rows = await db
    .selectFrom('repositories')
    .select('id')
    .where('installation', '=', installation)
    .where('state', '=', 'active')
    .where((where) =>
      where.or([
        where.exists((open) =>
          open
            .selectFrom('summaries')
            .select('branch')
            .whereRef('summaries.repository', '=', 'repositories.id')
            .where(sql<string>`summary ->> 'state'`, 'in', ['open', 'overdue', 'discarded']),
        ),
        where.exists((file) =>
          file
            .selectFrom('policy_files')
            .select('key')
            .where('key', '=', sql<string>`'repository:' || repositories.id`)
            .where(sql<string>`known -> 'seen' ->> 'kind'`, '=', 'there'),
        ),
      ]),
    )
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => Number(id));
}
