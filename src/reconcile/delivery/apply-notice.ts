import type { Notice } from '../../intake/read/notice.ts';
import { fileKey, markFileStale } from '../../store/policy-files.ts';
import { accountOf } from '../../store/repositories/accounts.ts';
import { wakeOpenIn } from '../../store/repositories/correct-repository.ts';
import { saveInstallation } from '../../store/repositories/installations.ts';
import {
  saveRepository,
  setInstallation,
  setRepositoryState,
} from '../../store/repositories/repositories.ts';
import type { SubjectChanges } from '../../store/subject-changes.ts';
import { openHotfixes } from '../../store/subjects.ts';
import type { Handle } from '../../store/tables.ts';

interface Changes {
  now: Date;
  subjects: SubjectChanges;
}

/** Keeps true what the App knows of where it is installed. Nothing is written where it may not write. */
export async function applyNotice(tx: Handle, notice: Notice, changes: Changes): Promise<void> {
  const { now } = changes;
  switch (notice.kind) {
    case 'installation-suspended':
      await setRepositoryState(tx, { installation: notice.installation }, 'suspended', now);
      return;
    case 'installation-deleted':
      await setRepositoryState(tx, { installation: notice.installation }, 'gone', now);
      return;
    case 'repositories-removed':
      await setRepositoryState(tx, { ids: notice.repositories }, 'gone', now);
      return;
    case 'repository-deleted':
      await setRepositoryState(tx, { ids: [notice.repository] }, 'gone', now);
      return;
    case 'installation-active': {
      const { installation: id, account, createdAt } = notice;
      if (createdAt) await saveInstallation(tx, { id, account, createdAt: new Date(createdAt) });
      await reactivate(tx, { installation: notice.installation }, changes);
      return joinInstallation(tx, notice, changes);
    }
    case 'repositories-added':
      return joinInstallation(tx, notice, changes);
    case 'repository-changed': {
      const { archived, ...named } = notice.repository;
      const account = named.account ?? (await accountOf(tx, named));
      await saveRepository(tx, { ...named, account, state: archived ? 'archived' : 'active' }, now);
      // What it is called and who may see it decides what may be said of it, and where.
      await wakeOpenIn(tx, named.id, changes);
      return;
    }
  }
}

/** GitHub need not list them: those that are known of the installation are there again with it. */
async function joinInstallation(
  tx: Handle,
  { installation, repositories }: { installation: number; repositories: { id: number }[] },
  changes: Changes,
): Promise<void> {
  const ids = repositories.map(({ id }) => id);
  // Installed anew, the App has another installation.
  await setInstallation(tx, ids, installation);
  await reactivate(tx, { ids }, changes);
}

/**
 * Archived repositories say so in their next delivery; until then a write would be refused, and tried again. The
 * present policy may have been pushed while no delivery came.
 */
async function reactivate(
  tx: Handle,
  which: { ids: number[] } | { installation: number },
  { now, subjects }: Changes,
): Promise<void> {
  if ('installation' in which) await markFileStale(tx, fileKey.organisation(which.installation), null);
  for (const id of await setRepositoryState(tx, which, 'active', now)) {
    await markFileStale(tx, fileKey.repository(id), null);
    subjects.wake(await openHotfixes(tx, id), now);
  }
}
