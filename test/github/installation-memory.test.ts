/** Each installation signs in once, and again after it failed. */
import { pino } from 'pino';
import { createGitHub } from '../../src/github/client/github.ts';
import { privateKey } from '../support/app-key.ts';
import { unpaced } from '../support/unpaced.ts';

/** The first attempt to sign in fails. */
function failingOnce() {
  let attempts = 0;
  const github = createGitHub({
    appId: 1,
    privateKey,
    apiUrl: 'https://api.github.com',
    log: pino({ level: 'silent' }),
    now: () => new Date(),
    pacer: () => {
      attempts += 1;
      if (attempts === 1) throw new Error('not signed in');
      return unpaced();
    },
  });
  return { github, attempts: () => attempts };
}

test('a failure of two at once does not make the next forget a newer sign-in', async () => {
  const { github, attempts } = failingOnce();
  const again = github.installation(1).catch(() => github.installation(1));
  await expect(github.installation(1)).rejects.toThrow('not signed in');
  expect(await github.installation(1)).toBe(await again);
  expect(attempts()).toBe(2);
});
