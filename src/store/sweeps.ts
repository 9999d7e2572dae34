import type { OldBranch } from '../facts/old-branches.ts';
import type { Handle } from './tables.ts';

export interface Sweep {
  sweptAt: Date | null;
  /** GitHub's time of the last push, at the last sweep and in the last list. */
  pushedAt: Date | null;
  listedPushedAt: Date | null;
  /** When this App's issues were last looked up there. */
  recalledAt: Date | null;
  etags: Record<string, string>;
}

const never: Sweep = { sweptAt: null, pushedAt: null, listedPushedAt: null, recalledAt: null, etags: {} };

/** The last sweep of a repository, and what shows whether the repository has changed since. */
export async function findSweep(db: Handle, repository: number): Promise<Sweep> {
  const row = await db
    .selectFrom('sweeps')
    .selectAll()
    .where('repository', '=', repository)
    .executeTakeFirst();
  if (!row) return never;
  const { swept_at: sweptAt, pushed_at: pushedAt, listed_pushed_at, recalled_at, etags } = row;
  return { sweptAt, pushedAt, listedPushedAt: listed_pushed_at, recalledAt: recalled_at, etags };
}

/** Stores the given values, and leaves the others. */
export async function saveSweep(db: Handle, repository: number, sweep: Partial<Sweep>): Promise<void> {
  const { sweptAt, pushedAt, listedPushedAt, recalledAt, etags } = sweep;
  const row = {
    ...(sweptAt === undefined ? {} : { swept_at: sweptAt }),
    ...(pushedAt === undefined ? {} : { pushed_at: pushedAt }),
    ...(listedPushedAt === undefined ? {} : { listed_pushed_at: listedPushedAt }),
    ...(recalledAt === undefined ? {} : { recalled_at: recalledAt }),
    ...(etags === undefined ? {} : { etags: JSON.stringify(etags) }),
  };
  const empty = { swept_at: null, pushed_at: null, listed_pushed_at: null, recalled_at: null, etags: '{}' };
  await db
    .insertInto('sweeps')
    .values({ repository, ...empty, ...row })
    .onConflict((conflict) => conflict.column('repository').doUpdateSet(row))
    .execute();
}

export async function listOldBranches(db: Handle, repository: number): Promise<OldBranch[]> {
  return db
    .selectFrom('old_branches')
    .select(['branch', 'sha', 'moved_at as movedAt'])
    .where('repository', '=', repository)
    .orderBy('moved_at')
    .orderBy('branch')
    .execute();
}

/** Stores these and deletes all others; `true` where that changed something. */
export async function saveOldBranches(db: Handle, repository: number, old: OldBranch[]): Promise<boolean> {
  const before = await listOldBranches(db, repository);
  const named = (list: OldBranch[]): string =>
    list
      .map(({ branch, sha }) => `${branch} ${sha}`)
      .sort((a, b) => (a < b ? -1 : 1))
      .join('\n');
  if (named(before) === named(old)) return false;
  await db.deleteFrom('old_branches').where('repository', '=', repository).execute();
  const rows = old.map(({ branch, sha, movedAt }) => ({ repository, branch, sha, moved_at: movedAt }));
  if (rows.length > 0) await db.insertInto('old_branches').values(rows).execute();
  return true;
}

export async function dropOldBranch(db: Handle, repository: number, branch: string): Promise<void> {
  await db
    .deleteFrom('old_branches')
    .where('repository', '=', repository)
    .where('branch', '=', branch)
    .execute();
}
