import type { Notice } from '../intake/notice.ts';
import { saveRepository, setRepositoryState } from '../store/repositories.ts';
import { wakeOpenHotfixes } from '../store/subjects.ts';
import type { Handle } from '../store/tables.ts';

/** Keeps true what the App knows of where it is installed. Nothing is written where it may not write. */
export async function applyNotice(tx: Handle, notice: Notice, now: Date): Promise<void> {
  switch (notice.kind) {
    case 'installation-suspended':
      return setRepositoryState(tx, { installation: notice.installation }, 'suspended');
    case 'installation-deleted':
      return setRepositoryState(tx, { installation: notice.installation }, 'gone');
    case 'repositories-removed':
      return setRepositoryState(tx, { ids: notice.repositories }, 'gone');
    case 'repository-deleted':
      return setRepositoryState(tx, { ids: [notice.repository] }, 'gone');
    case 'installation-active':
    case 'repositories-added': {
      // Archived repositories say so in their next delivery; until then a write would be refused, and tried again.
      await setRepositoryState(tx, { ids: notice.repositories.map((one) => one.id) }, 'active');
      for (const { id } of notice.repositories) await wakeOpenHotfixes(tx, id, now);
      return;
    }
    case 'repository-changed': {
      const { archived, ...named } = notice.repository;
      await saveRepository(tx, { ...named, state: archived ? 'archived' : 'active' }, now);
      return wakeOpenHotfixes(tx, named.id, now);
    }
  }
}
