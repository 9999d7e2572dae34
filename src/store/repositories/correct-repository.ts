import { openIncidentsIn } from '../incidents.ts';
import type { SubjectChanges } from '../subject-changes.ts';
import { openHotfixes } from '../subjects.ts';
import type { Handle } from '../tables.ts';
import { nameAccount } from './accounts.ts';
import { type FoundRepository, isAs, type KnownRepository, saveRepository } from './repositories.ts';

/**
 * Keeps a known repository as GitHub describes it now, by whatever that became known. What it is called and who may see
 * it decides what may be said of it, and where: if anything changed, its open hotfixes and their incidents are woken.
 */
export async function correctRepository(
  tx: Handle,
  { known, described }: { known: FoundRepository; described: KnownRepository },
  { now, subjects }: { now: Date; subjects: SubjectChanges },
): Promise<void> {
  await nameAccount(tx, known, described);
  await saveRepository(tx, described, now);
  if (described.state === 'active' && !isAs(known, described))
    await wakeOpenIn(tx, known.id, { now, subjects });
}

/** Has all that is open in a repository looked at. */
export async function wakeOpenIn(
  tx: Handle,
  repository: number,
  { now, subjects }: { now: Date; subjects: SubjectChanges },
): Promise<void> {
  subjects.wake([...(await openHotfixes(tx, repository)), ...(await openIncidentsIn(tx, repository))], now);
}
