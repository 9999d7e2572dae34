import type { Handle } from '../tables.ts';

/** Something on GitHub that this App wrote, and that the ledger may not know of. */
export interface Found {
  key: string;
  subject: string;
  number: number;
  url: string | null;
  hash: string;
  createdAt: Date;
  now: Date;
}

/** Takes up what was found, where the ledger has nothing of it or does not know how its creation ended. */
export async function adopt(db: Handle, repository: number, found: Found): Promise<void> {
  const { key, subject, number, url, hash, createdAt, now } = found;
  const row = { subject, state: 'there' as const, number, url, hash, written_at: now, created_at: createdAt };
  await db
    .insertInto('artefacts')
    .values({ repository, key, intended_at: createdAt, ...row })
    .onConflict((conflict) =>
      conflict.columns(['repository', 'key']).doUpdateSet(row).where('artefacts.state', '=', 'intended'),
    )
    .execute();
}

/**
 * Where the ledger has something as it was written, and GitHub shows it otherwise (`hash` is of what it shows): it is
 * written anew with the next look. `writtenBefore`: only what was not written since.
 */
export async function distrustIfOther(
  db: Handle,
  repository: number,
  { key, number, hash, writtenBefore }: { key: string; number?: number; hash: string; writtenBefore?: Date },
): Promise<void> {
  await db
    .updateTable('artefacts')
    .set({ hash: '' })
    .where('repository', '=', repository)
    .where('key', '=', key)
    .where('hash', '!=', hash)
    .$if(number !== undefined, (some) => some.where('number', '=', number ?? 0))
    .$if(writtenBefore !== undefined, (some) => some.where('written_at', '<', writtenBefore ?? null))
    .execute();
}
