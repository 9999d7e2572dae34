import type { ArtefactKind } from '../../artefact/keys.ts';
import type { Handle } from '../tables.ts';

/** Something on GitHub that this App wrote, and that the ledger may not know of. */
export interface Found {
  key: string;
  kind: ArtefactKind;
  subject: string;
  number: number;
  url: string | null;
  hash: string;
  createdAt: Date;
  now: Date;
}

/** Takes up what was found, where the ledger has nothing of it or does not know how its creation ended. */
export async function adopt(db: Handle, repository: number, found: Found): Promise<void> {
  const { key, kind, subject, number, url, hash, createdAt, now } = found;
  const row = {
    subject,
    kind,
    state: 'there' as const,
    number,
    url,
    hash,
    written_at: now,
    created_at: createdAt,
  };
  await db
    .insertInto('artefacts')
    .values({ repository, key, upkeep: null, intended_at: createdAt, ...row })
    .onConflict((conflict) =>
      conflict.columns(['repository', 'key']).doUpdateSet(row).where('artefacts.state', '=', 'intended'),
    )
    .execute();
}

/**
 * Where the ledger has something as it was written, and GitHub shows it otherwise (`hashes` are of what it shows, one
 * for each way to look after it): it is written anew with the next look. `writtenBefore`: only what was not written
 * since.
 */
export async function distrustIfOther(
  db: Handle,
  repository: number,
  {
    key,
    number,
    hashes,
    writtenBefore,
  }: { key: string; number?: number; hashes: readonly string[]; writtenBefore?: Date },
): Promise<void> {
  await db
    .updateTable('artefacts')
    .set({ hash: '' })
    .where('repository', '=', repository)
    .where('key', '=', key)
    .where('hash', 'not in', hashes)
    .$if(number !== undefined, (some) => some.where('number', '=', number ?? 0))
    .$if(writtenBefore !== undefined, (some) => some.where('written_at', '<', writtenBefore ?? null))
    .execute();
}
