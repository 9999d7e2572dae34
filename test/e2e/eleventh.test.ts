/** Ten repositories of which GitHub does not answer do not slow the eleventh: in real time, since it is about waiting. */
import { setTimeout as pause } from 'node:timers/promises';
import { branch, scene } from './scene.ts';

/** Longest wait for an answer, milliseconds. */
const patience = 6_000;

test('while GitHub does not answer for ten repositories, the eleventh is served as ever', async () => {
  const on = await scene({ requestTimeout: patience });
  await on.push('hotfix/INCIDENT-0-known');
  const files = { 'a.ts': 'a\n' };
  for (let number = 1; number <= 10; number++) {
    const slow = await on.github.repository(`acme/slow-${number}`);
    for (const name of ['one', 'two', 'three'])
      await slow.as('ada').push(`hotfix/INCIDENT-${number}-${name}`, { from: 'main', files });
  }
  await on.github.wire.settled();
  on.github.faults.add({ path: /\/slow-/, delayMs: 2 * patience, times: 1_000 });
  on.app.worker.start();
  await pause(100);
  const began = Date.now();
  const sha = await on.repository.as('ada').push(branch, { from: 'main', files });
  await on.github.wire.settled();
  on.app.worker.wake();
  while (on.checks(sha).length === 0 && Date.now() < began + 5 * patience) await pause(20);
  expect(Date.now() - began).toBeLessThan(patience - 1_000);
}, 60_000);
