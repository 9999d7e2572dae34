import type { Handle } from '../tables.ts';

export interface KnownInstallation {
  id: number;
  /** Login of the organisation or user. */
  account: string;
  createdAt: Date;
}

export async function saveInstallation(
  db: Handle,
  { id, account, createdAt }: KnownInstallation,
): Promise<void> {
  const row = { account, created_at: createdAt };
  await db
    .insertInto('installations')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** When the App was installed there; `null`: unknown so far. */
export async function installedAt(db: Handle, id: number): Promise<Date | null> {
  const row = await db
    .selectFrom('installations')
    .select('created_at')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.created_at ?? null;
}
