import { type BurstDetector, createBurstDetector } from '../../src/intake/receive/burst.ts';

const times = { from: 5, lasts: 20, longest: 60 };

/** Whether nobody has to wait at all. */
async function isOver(burst: BurstDetector): Promise<boolean> {
  let over = false;
  void burst.over().then(() => {
    over = true;
  });
  await Promise.resolve();
  await Promise.resolve();
  return over;
}

it('is none while few come at once', async () => {
  const burst = createBurstDetector(times);
  burst.kept(4);
  expect(await isOver(burst)).toBe(true);
});

it('lasts for a moment after the last of it, and those that wait go on together', async () => {
  const burst = createBurstDetector(times);
  const began = performance.now();
  burst.kept(5);
  await Promise.all([burst.over(), burst.over()]);
  // A timer may end a millisecond early.
  expect(performance.now() - began).toBeGreaterThanOrEqual(times.lasts - 2);
  expect(await isOver(burst)).toBe(true);
});

it('is not waited for without end', async () => {
  const burst = createBurstDetector({ ...times, lasts: 60_000 });
  const began = performance.now();
  burst.kept(20);
  await burst.over();
  expect(performance.now() - began).toBeGreaterThanOrEqual(times.longest - 2);
  expect(await isOver(burst)).toBe(false);
});
