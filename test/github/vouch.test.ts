import { generateKeyPairSync } from 'node:crypto';
import { createVouch } from '../../src/github/client/vouch.ts';
import { privateKey } from '../support/app-key.ts';

const vouch = createVouch(privateKey);
const words = ['mark', '7', '', '<!-- hotfix-policy:status:7 -->'];

test('the same words give the same, however the key was written', () => {
  expect(vouch(words)).toMatch(/^[\w-]{22}$/);
  expect(createVouch(privateKey.replaceAll('\n', '\r\n'))(words)).toBe(vouch(words));
});

test.each([
  ['other words', ['claim', ...words.slice(1)]],
  ['another repository', ['mark', '8', ...words.slice(2)]],
  ['the same letters, put otherwise', ['mark7', '', words[3] ?? '']],
])('%s give another', (_, others) => {
  expect(vouch(others)).not.toBe(vouch(words));
});

test('another key gives another', () => {
  const { privateKey: other } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  expect(createVouch(other)(words)).not.toBe(vouch(words));
});
