/** Writes go at once while they are few, and below GitHub's documented pace when they are many. */
import fc from 'fast-check';
import { createPacer } from '../../src/github/pacer.ts';

function paced(options: { burst?: number; refill?: number } = {}): {
  turn(): Promise<void>;
  clock: { at: number };
} {
  const clock = { at: 0 };
  const sleep = (milliseconds: number): Promise<void> => {
    clock.at += milliseconds;
    return Promise.resolve();
  };
  return { ...createPacer({ ...options, elapsed: () => clock.at, sleep }), clock };
}

test('the few writes of one hotfix do not wait', async () => {
  const { turn, clock } = paced();
  for (let count = 0; count < 10; count++) await turn();
  expect(clock.at).toBe(0);
});

test('never more than 80 in any minute, whatever the burst', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 100, maxLength: 200 }),
      async (gaps) => {
        const { turn, clock } = paced();
        const sent: number[] = [];
        for (const gap of gaps) {
          clock.at += gap > 4_000 ? gap : 0;
          await turn();
          sent.push(clock.at);
        }
        for (const [index, at] of sent.entries()) {
          const inMinute = sent.slice(index).filter((other) => other < at + 60_000).length;
          expect(inMinute).toBeLessThan(80);
        }
      },
    ),
    { numRuns: 50 },
  );
});

test('turns come in the order in which they were asked for', async () => {
  const { turn } = paced({ burst: 1 });
  const order: number[] = [];
  await Promise.all([1, 2, 3, 4].map((number) => turn().then(() => order.push(number))));
  expect(order).toEqual([1, 2, 3, 4]);
});
