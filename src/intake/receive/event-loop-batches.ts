import { largestDelivery } from './body-room.ts';

/** Does some work when its turn comes, and settles as it ended. `bytes`: how much it holds while it waits. */
export type InTurn = <T>(bytes: number, work: () => T) => Promise<T>;

interface Waiting {
  bytes: number;
  work: () => void;
}

/** Few enough that what the database says does not wait, enough that looking for it costs little beside them. */
const leastPerTurn = 6;

/**
 * Does what comes in the order in which it came, some of it in each turn of the event loop. Deliveries come by the dozen:
 * worked on all at once they would keep the database waiting, and then wait for it all at once. Where many wait it is a
 * quarter of them, and where they hold more than the largest delivery the first do not wait: otherwise more would be read
 * than can be worked on.
 */
export function inTurns(): InTurn {
  const waiting: Waiting[] = [];
  let held = 0;
  let isDue = false;

  function workOn(count: number): void {
    const some = waiting.splice(0, count);
    for (const { bytes } of some) held -= bytes;
    for (const { work } of some) work();
  }

  function nextTurn(): void {
    if (isDue || waiting.length === 0) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      workOn(Math.max(leastPerTurn, Math.ceil(waiting.length / 4)));
      nextTurn();
    });
  }

  return (bytes, work) =>
    new Promise((resolve, reject) => {
      const settle = (): void => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      };
      waiting.push({ bytes, work: settle });
      held += bytes;
      while (held > largestDelivery) workOn(1);
      nextTurn();
    });
}
