import type { Database } from '../store/database.ts';
import type { Log } from './logging.ts';

/** Whether the database has disk space to work with; logs when that changes. */
export function loggedDiskSpace({ hasRoom }: Pick<Database, 'hasRoom'>, log: Log): () => boolean {
  let before = true;
  return () => {
    const now = hasRoom();
    if (now && !before) log.info('disk space recovered; resuming');
    if (!now && before) log.error('disk space low; paused until DATA_DIR has more');
    before = now;
    return now;
  };
}
