import { rmSync } from 'node:fs';
import { known } from '../shared-postgres.ts';

/** Ends what the tests of this run shared. */
export default function endRun(): void {
  const folder = process.env.TEST_RUN_FOLDER ?? '';
  known(folder)?.stop();
  rmSync(folder, { recursive: true, force: true });
}
