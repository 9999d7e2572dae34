import type { Repository } from '../hotfix/hotfix.ts';
import type { Handle } from './tables.ts';

export type RepositoryState = 'active' | 'archived' | 'gone' | 'suspended';

export type KnownRepository = Repository & { state: RepositoryState };

/** Keeps the repository as a delivery names it now. */
export async function saveRepository(db: Handle, repository: KnownRepository, now: Date): Promise<void> {
  const { id, installation, owner, name, defaultBranch: default_branch, url, state } = repository;
  const row = { installation, owner, name, default_branch, url, state, seen_at: now };
  await db
    .insertInto('repositories')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

export async function findRepository(db: Handle, id: number): Promise<KnownRepository | null> {
  const row = await db.selectFrom('repositories').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const { installation, owner, name, default_branch: defaultBranch, url, state } = row;
  return { id, installation, owner, name, defaultBranch, url, state };
}

export async function setRepositoryState(
  db: Handle,
  which: { ids: readonly number[] } | { installation: number },
  state: RepositoryState,
): Promise<void> {
  const update = db.updateTable('repositories').set({ state });
  if ('installation' in which) await update.where('installation', '=', which.installation).execute();
  else if (which.ids.length > 0) await update.where('id', 'in', which.ids).execute();
}
