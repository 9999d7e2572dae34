/** What is held back until a moment, and what that means to a clock that was set. */
import { addMilliseconds } from 'date-fns/addMilliseconds';
import { isHeld, pauseFor } from '../../src/waiting/pause.ts';

const now = new Date('2026-11-23T14:00:00.000Z');
const minute = 60_000;
const pause = pauseFor(minute, now);

test('a pause holds from its start to its end', () => {
  expect([0, 1, minute - 1].map((after) => isHeld(pause, addMilliseconds(now, after)))).toEqual([
    true,
    true,
    true,
  ]);
  expect([minute, 2 * minute].map((after) => isHeld(pause, addMilliseconds(now, after)))).toEqual([
    false,
    false,
  ]);
});

test('a clock that was set back ends a pause', () => {
  expect([-1, -60 * minute].map((after) => isHeld(pause, addMilliseconds(now, after)))).toEqual([
    false,
    false,
  ]);
});

test('without a pause nothing is held', () => {
  expect(isHeld(null, now)).toBe(false);
});
