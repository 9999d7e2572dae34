import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A private key for an App that exists in tests alone; made anew in each run, and kept for the files of it. */
export const privateKey: string = keyOfRun(process.env.TEST_RUN_FOLDER ?? null);

function keyOfRun(folder: string | null): string {
  if (folder === null) return newKey();
  const file = join(folder, 'app-key.pem');
  return existsSync(file) ? readFileSync(file, 'utf8') : newKey();
}

/** Before the workers begin: it takes a while, and each file of tests would make one. */
export function makeKeyOfRun(folder: string): void {
  writeFileSync(join(folder, 'app-key.pem'), newKey(), { mode: 0o600 });
}

function newKey(): string {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
}
