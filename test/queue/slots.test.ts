import { setImmediate as turn } from 'node:timers/promises';
import { createSlots } from '../../src/queue/slots.ts';

const { jest } = import.meta;

/** Three slots that work on a queue; each piece of work ends when it is told to. */
function made(slots = 3) {
  const state = { queue: 0, looks: 0, failures: 0 };
  const atWork: (() => void)[] = [];
  const all = createSlots({
    async next(began) {
      state.looks += 1;
      await turn();
      if (state.queue === 0) return false;
      state.queue -= 1;
      began();
      await new Promise<void>((resolve) => atWork.push(resolve));
      return true;
    },
    slots,
    look: 1_000,
    failed: () => {
      state.failures += 1;
    },
  });
  const rest = async (): Promise<void> => {
    for (let round = 0; round < 10; round++) await turn();
  };
  const end = async (): Promise<void> => {
    const stopped = all.stop();
    await rest();
    for (const one of atWork) one();
    await stopped;
  };
  return { ...all, state, atWork, rest, end };
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
});

afterEach(() => {
  jest.useRealTimers();
});

test('a stored event wakes one slot, and a slot that finds work wakes another', async () => {
  const { start, wake, rest, end, state, atWork } = made();
  start();
  await rest();
  expect(state.looks).toBe(3);
  wake();
  await rest();
  expect(state.looks).toBe(4);
  state.queue = 1;
  wake();
  await rest();
  expect([atWork.length, state.looks]).toEqual([1, 6]);
  state.queue = 2;
  wake();
  await rest();
  expect(atWork.length).toBe(3);
  await end();
});

test('while nothing is stored, one waiting slot looks', async () => {
  const { start, rest, end, state, atWork } = made();
  start();
  await rest();
  for (let seconds = 1; seconds <= 4; seconds++) {
    jest.advanceTimersByTime(1_000);
    await rest();
  }
  expect(state.looks).toBe(3 + 4);
  // The slot that looked is working: another looks now.
  state.queue = 1;
  jest.advanceTimersByTime(1_000);
  await rest();
  expect(atWork.length).toBe(1);
  state.queue = 1;
  jest.advanceTimersByTime(1_000);
  await rest();
  expect(atWork.length).toBe(2);
  await end();
});

test('a slot that is delayed during a look does not keep the others from looking', async () => {
  let looks = 0;
  const slots = createSlots({
    next: async () => {
      looks += 1;
      if (looks === 3) await new Promise<void>(() => undefined);
      return false;
    },
    slots: 2,
    look: 1_000,
    failed: () => undefined,
  });
  slots.start();
  for (let turns = 0; turns < 5; turns++) await turn();
  jest.advanceTimersByTime(8_000);
  for (let turns = 0; turns < 5; turns++) await turn();
  expect(looks).toBe(4);
});

test('an event stored while every slot is looking causes another look', async () => {
  const { start, wake, rest, end, state, atWork } = made(1);
  start();
  // In progress, and will find nothing.
  expect(state.looks).toBe(1);
  wake();
  await rest();
  expect(state.looks).toBe(2);
  state.queue = 1;
  wake();
  await rest();
  expect(atWork.length).toBe(1);
  await end();
});
