import type { ArtefactKind } from '../../artefact/keys.ts';
import type { Handle } from '../tables.ts';

/** Something on GitHub that this App wrote, and that may be missing from the ledger. */
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

/** Adopts what was found where the ledger has no entry, or does not know how its creation ended. */
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
 * Where GitHub shows something other than the ledger says was written (`hashes`: of what GitHub shows, one for each
 * kind of upkeep), it is written again at the next look. `writtenBefore`: only if it has not been written since.
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
