import { isDeepStrictEqual } from 'node:util';
import { type Selectable, sql } from 'kysely';
import type { Repository, Visibility } from '../../facts/repository.ts';
import { openStates } from '../open-states.ts';
import { type KeptFile, type KeptFiles, keptFile } from '../policy-files.ts';
import type { Handle, Tables } from '../tables.ts';

export type StoredRepositoryState = 'active' | 'archived' | 'gone' | 'suspended';

export type KnownRepository = Repository & { state: StoredRepositoryState };

/** `since`: when its description, or its state, last changed. */
export type FoundRepository = KnownRepository & { since: Date };

/** Whether a repository has not changed since it was read. */
export function isAs({ since: _, ...known }: FoundRepository, named: KnownRepository): boolean {
  return isDeepStrictEqual(known, named);
}

/** Stores the repository as GitHub describes it now. */
export async function saveRepository(db: Handle, repository: KnownRepository, now: Date): Promise<void> {
  const { id, defaultBranch: default_branch, ...same } = repository;
  const { installation, account, owner, name, url, visibility, state } = same;
  const row = { installation, account, owner, name, default_branch, url, visibility, state, seen_at: now };
  await db
    .insertInto('repositories')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

export async function findRepository(db: Handle, id: number): Promise<FoundRepository | null> {
  const row = await db.selectFrom('repositories').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? found(row) : null;
}

/** The repository, and the stored policy files of it and its organisation: every look starts with them. */
export async function findRepositoryWithFiles(
  db: Handle,
  id: number,
): Promise<{ repository: FoundRepository; files: KeptFiles } | null> {
  const rows = await db
    .selectFrom('repositories')
    .leftJoin('policy_files', (join) =>
      join.on('policy_files.key', 'in', [
        sql<string>`'repository:' || repositories.id`,
        sql<string>`'organisation:' || repositories.installation`,
      ]),
    )
    .selectAll()
    .where('id', '=', id)
    .execute();
  const [row] = rows;
  if (!row) return null;
  const files = new Map<string, KeptFile>();
  for (const { key, stale, ...file } of rows)
    if (key !== null && stale !== null) files.set(key, keptFile({ ...file, stale }));
  return { repository: found(row), files };
}

function found(row: Selectable<Tables['repositories']>): FoundRepository {
  const { id, default_branch: defaultBranch, seen_at: since, ...same } = row;
  const { installation, account, owner, name, url, visibility, state } = same;
  return { id, installation, account, owner, name, defaultBranch, url, visibility, state, since };
}

/** By id: those of an installation, or with these ids. */
export async function repositoriesOf(
  db: Handle,
  which: { installation: number } | { ids: readonly number[] },
): Promise<Map<number, { owner: string; name: string; state: StoredRepositoryState }>> {
  const all = db.selectFrom('repositories').select(['id', 'owner', 'name', 'state']).orderBy('id');
  const some =
    'installation' in which
      ? all.where('installation', '=', which.installation)
      : all.where('id', 'in', which.ids);
  return new Map((await some.execute()).map(({ id, ...row }) => [id, row]));
}

/** Who may see them, by id; those that are unknown are left out. */
export async function visibilitiesOf(db: Handle, ids: readonly number[]): Promise<Map<number, Visibility>> {
  const rows = await db
    .selectFrom('repositories')
    .select(['id', 'visibility'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, visibility }) => [id, visibility]));
}

/** Installations with repositories that are not known to be gone. */
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

/** Returns the ids of those that are in this state now. */
export async function setRepositoryState(
  db: Handle,
  which: { ids: readonly number[] } | { installation: number },
  state: StoredRepositoryState,
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

/** Repositories of an installation with open hotfixes or with a policy file of their own; by id. */
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
            .where(sql<string>`summary ->> 'state'`, 'in', openStates),
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
