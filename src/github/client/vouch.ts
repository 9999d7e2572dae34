import { createHmac, hkdfSync } from 'node:crypto';
import { keyFrom } from './app-signature.ts';

/** The same words give the same short text, which nobody can make or guess who lacks the key. */
export type Vouch = (words: readonly string[]) => string;

/** Half of SHA-256: 128 bits are beyond guessing, and the text stays short. */
const characters = 22;

/** The key is made of the App's private one, so that there is no other secret to keep: a new one ends the old seals. */
export function createVouch(privateKey: string): Vouch {
  const bytes = keyFrom(privateKey).export({ type: 'pkcs8', format: 'der' });
  const key = Buffer.from(hkdfSync('sha256', bytes, '', 'hotfix-policy seals', 32));
  return (words) =>
    createHmac('sha256', key).update(JSON.stringify(words)).digest('base64url').slice(0, characters);
}
