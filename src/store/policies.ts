import type { PolicyInForce } from '../policy/policy-in-force.ts';
import type { Handle } from './tables.ts';

export interface KnownPolicy {
  inForce: PolicyInForce;
  /** The file may have changed since it was read. */
  stale: boolean;
  /** The commit that may have changed it. */
  changedBy: string | null;
}

/** `null` where it was never read. */
export async function findPolicy(db: Handle, repository: number): Promise<KnownPolicy | null> {
  const row = await db
    .selectFrom('policies')
    .selectAll()
    .where('repository', '=', repository)
    .executeTakeFirst();
  return row?.in_force ? { inForce: row.in_force, stale: row.stale, changedBy: row.changed_by } : null;
}

/** Keeps a reading. Where another change was told of since it was asked for (`changedBy`), it stays stale. */
export async function savePolicy(
  db: Handle,
  {
    repository,
    inForce,
    readAt,
    changedBy,
  }: { repository: number; inForce: PolicyInForce; readAt: Date; changedBy: string | null },
): Promise<void> {
  const in_force = JSON.stringify(inForce);
  await db
    .insertInto('policies')
    .values({ repository, in_force, read_at: readAt, stale: false, changed_by: null })
    .onConflict((conflict) =>
      conflict.column('repository').doUpdateSet((set) => ({
        in_force,
        read_at: readAt,
        stale: set
          .case()
          .when('policies.changed_by', 'is distinct from', changedBy)
          .then(true)
          .else(false)
          .end(),
      })),
    )
    .execute();
}

/**
 * A push may have changed the file: it is read again before it is next needed. Kept also where nothing was read yet:
 * the first reading may be under way, of the file as it was before.
 */
export async function markPolicyStale(
  db: Handle,
  repository: number,
  changedBy: string | null,
): Promise<void> {
  const row = { stale: true, changed_by: changedBy };
  await db
    .insertInto('policies')
    .values({ repository, in_force: null, read_at: null, ...row })
    .onConflict((conflict) => conflict.column('repository').doUpdateSet(row))
    .execute();
}
