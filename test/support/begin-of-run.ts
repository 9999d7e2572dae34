import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the tests of one run share lies in this folder. The workers inherit its name. */
export default function beginRun(): void {
  process.env.TEST_RUN_FOLDER = mkdtempSync(join(tmpdir(), 'hotfix-policy-run-'));
}
