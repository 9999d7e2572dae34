/** Does some work when its turn comes, and settles as it ended. */
export type InTurn = <T>(work: () => T) => Promise<T>;

/** Few enough that what the database says does not wait, enough that looking for it costs little beside them. */
const fewest = 6;

/**
 * Does what comes in the order in which it came, some of it in each turn of the event loop. Deliveries come by the dozen: worked on
 * all at once they would keep the database waiting, and then wait for it all at once. Where many wait it is a quarter of
 * them, so that no more is read than can be worked on.
 */
export function inTurns(): InTurn {
  let waiting: (() => void)[] = [];

  function work(): void {
    const count = Math.max(fewest, Math.ceil(waiting.length / 4));
    const now = waiting.slice(0, count);
    waiting = waiting.slice(count);
    if (waiting.length > 0) setImmediate(work);
    for (const one of now) one();
  }

  return (one) =>
    new Promise((resolve, reject) => {
      waiting.push(() => {
        try {
          resolve(one());
        } catch (error) {
          reject(error);
        }
      });
      if (waiting.length === 1) setImmediate(work);
    });
}
