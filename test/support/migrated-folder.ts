/** Folders of the embedded database with its tables and nothing in them. To make one takes seconds, to copy it moments. */
import { randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/store/database.ts';
import { folderOfRun, onceInARun } from './run/once-in-a-run.ts';

/** A new one; it goes with the run, unless it is put elsewhere. */
export async function migratedFolder(to = join(folderOfRun, randomUUID())): Promise<string> {
  const made = await onceInARun('migrated-folder', async () => {
    const folder = join(folderOfRun, 'migrated');
    const database = await openDatabase({ kind: 'embedded', dataDir: folder });
    await database.close();
    return folder;
  });
  cpSync(made, to, { recursive: true });
  return to;
}
