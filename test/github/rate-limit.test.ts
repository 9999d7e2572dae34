/** While GitHub asks an installation to wait, nothing of it is sent; without a time, longer with each refusal. */
import { createInstallationHold, type InstallationHold } from '../../src/github/client/rate-limit.ts';

const minute = 60_000;

function held() {
  const clock = { at: Date.parse('2026-11-23T14:00:00.000Z') };
  return { clock, hold: createInstallationHold(() => new Date(clock.at)) };
}

const isOpen = (one: InstallationHold): boolean => {
  try {
    one.assertOpen('GET /x');
    return true;
  } catch {
    return false;
  }
};

test('it is shut exactly until the time that GitHub said', () => {
  const { clock, hold: one } = held();
  one.failed({ kind: 'rate-limited', until: new Date(clock.at + 2 * minute) });
  clock.at += 2 * minute - 1;
  expect(isOpen(one)).toBe(false);
  clock.at += 1;
  expect(isOpen(one)).toBe(true);
});

test('refused again and again, it waits twice as long each time, up to a quarter of an hour', () => {
  const { clock, hold: one } = held();
  const waits = [1, 2, 3, 4, 5, 6].map(() => {
    const from = clock.at;
    one.failed({ kind: 'rate-limited', until: new Date(clock.at + minute) });
    while (!isOpen(one)) clock.at += 1_000;
    return (clock.at - from) / minute;
  });
  expect(waits).toEqual([1, 2, 4, 8, 15, 15]);
  one.answered();
  one.failed({ kind: 'rate-limited', until: new Date(clock.at + minute) });
  clock.at += minute;
  expect(isOpen(one)).toBe(true);
});

test('a suspended or deleted installation is not asked repeatedly in one look', () => {
  const { hold: one, clock } = held();
  one.failed({ kind: 'suspended' });
  expect(isOpen(one)).toBe(false);
  clock.at += minute;
  expect(isOpen(one)).toBe(true);
});

test('a failure of one thing shuts nothing, nor does a clock that stepped back', () => {
  const { hold: one, clock } = held();
  for (const kind of ['unavailable', 'gone', 'unauthorised'] as const) one.failed({ kind });
  expect(isOpen(one)).toBe(true);
  one.failed({ kind: 'rate-limited', until: new Date(clock.at + minute) });
  clock.at -= 60 * minute;
  expect(isOpen(one)).toBe(true);
});

test('it reports that it waits for a limit, and nothing else', () => {
  const { clock, hold: one } = held();
  expect(one.isLimited()).toBe(false);
  one.failed({ kind: 'rate-limited', until: new Date(clock.at + minute) });
  expect(one.isLimited()).toBe(true);
  clock.at += minute;
  expect(one.isLimited()).toBe(false);
  one.failed({ kind: 'suspended' });
  expect([isOpen(one), one.isLimited()]).toEqual([false, false]);
});
