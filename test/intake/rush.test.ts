import { createRush } from '../../src/intake/rush.ts';

const times = { from: 5, lasts: 20, longest: 60 };

/** Milliseconds until it is over. */
async function waitedFor(over: Promise<void>): Promise<number> {
  const began = performance.now();
  await over;
  return performance.now() - began;
}

it('is none while few come at once', async () => {
  const rush = createRush(times);
  rush.kept(4);
  let isOver = false;
  void rush.over().then(() => {
    isOver = true;
  });
  await Promise.resolve();
  await Promise.resolve();
  expect(isOver).toBe(true);
});

it('lasts for a moment after the last of it, and those that wait go on together', async () => {
  const rush = createRush(times);
  rush.kept(5);
  const [one, other] = await Promise.all([waitedFor(rush.over()), waitedFor(rush.over())]);
  // A timer may end a millisecond early.
  expect(Math.min(one, other)).toBeGreaterThanOrEqual(18);
  expect(await waitedFor(rush.over())).toBeLessThan(10);
});

it('is not waited for without end', async () => {
  const rush = createRush(times);
  const coming = setInterval(() => rush.kept(20), 1);
  rush.kept(20);
  try {
    expect(await waitedFor(rush.over())).toBeGreaterThanOrEqual(55);
  } finally {
    clearInterval(coming);
  }
});
