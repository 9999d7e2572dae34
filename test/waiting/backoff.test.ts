/** Waits that get longer with each failure. */
import fc from 'fast-check';
import { backoff } from '../../src/waiting/backoff.ts';

test('each wait is longer by the factor, up to the longest', () => {
  const wait = backoff({ first: 2, factor: 3, longest: 50 });
  expect([0, 1, 2, 3, 4].map(wait)).toEqual([2, 6, 18, 50, 50]);
});

test('no number of failures makes a wait shorter, or longer than the longest', () => {
  const wait = backoff({ first: 1_000, factor: 4, longest: 900_000 });
  fc.assert(
    fc.property(fc.nat(2_000), (failures) => {
      expect(wait(failures)).toBeGreaterThanOrEqual(1_000);
      expect(wait(failures + 1)).toBeGreaterThanOrEqual(wait(failures));
      expect(wait(failures)).toBeLessThanOrEqual(900_000);
    }),
  );
});
