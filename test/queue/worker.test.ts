import type { Queue } from '../../src/queue/handlers.ts';
import { createWorker } from '../../src/queue/worker.ts';

/** Says when the database is asked for work, and has none. */
function nothingToDo(asked: () => void): Queue {
  const db = new Proxy(
    {},
    {
      get() {
        asked();
        throw new Error('there is no database');
      },
    },
  );
  return { db, now: () => new Date() } as unknown as Queue;
}

test('a worker does not look while something more urgent happens', async () => {
  let asked = 0;
  const { promise: over, resolve: isOver } = Promise.withResolvers<void>();
  const work = nothingToDo(() => {
    asked += 1;
  });
  const worker = createWorker(work, { giveWay: () => over });
  const done = worker.runDue();
  await new Promise(setImmediate);
  expect(asked).toBe(0);
  isOver();
  await expect(done).rejects.toThrow('there is no database');
  expect(asked).toBeGreaterThan(0);
});
