import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeKeyOfRun } from '../app-key.ts';

/** What the tests of one run share lies in this folder. The workers inherit its name. */
export default function beginRun(): void {
  const folder = mkdtempSync(join(tmpdir(), 'hotfix-policy-run-'));
  makeKeyOfRun(folder);
  process.env.TEST_RUN_FOLDER = folder;
  // Programs that tests start are many, and compile the same sources.
  process.env.NODE_COMPILE_CACHE = join(folder, 'compiled');
}
