import { generateKeyPairSync } from 'node:crypto';

/** A private key for an App that exists in tests alone; made anew in each run. */
export const privateKey: string = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey;
