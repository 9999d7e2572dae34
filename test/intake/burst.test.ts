import { createRush, type Rush } from '../../src/intake/receive/burst.ts';

const times = { from: 5, lasts: 20, longest: 60 };

/** Whether nobody has to wait at all. */
async function isOver(rush: Rush): Promise<boolean> {
  let over = false;
  void rush.over().then(() => {
    over = true;
  });
  await Promise.resolve();
  await Promise.resolve();
  return over;
}

it('is none while few come at once', async () => {
  const rush = createRush(times);
  rush.kept(4);
  expect(await isOver(rush)).toBe(true);
});

it('lasts for a moment after the last of it, and those that wait go on together', async () => {
  const rush = createRush(times);
  const began = performance.now();
  rush.kept(5);
  await Promise.all([rush.over(), rush.over()]);
  // A timer may end a millisecond early.
  expect(performance.now() - began).toBeGreaterThanOrEqual(times.lasts - 2);
  expect(await isOver(rush)).toBe(true);
});

it('is not waited for without end', async () => {
  const rush = createRush({ ...times, lasts: 60_000 });
  const began = performance.now();
  rush.kept(20);
  await rush.over();
  expect(performance.now() - began).toBeGreaterThanOrEqual(times.longest - 2);
  expect(await isOver(rush)).toBe(false);
});
