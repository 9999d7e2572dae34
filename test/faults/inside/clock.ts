/**
 * Puts the process's clock ahead of the machine's, so that a day passes in a moment: timers that would have run
 * meanwhile run at once. The monotonic clock stays as it is, and so do timers inside Node, such as those of requests.
 */
export function shiftClock(first: number): (ahead: number) => void {
  let ahead = first;
  const runTimers = hastenTimers();
  const real = Date;
  const now = (): number => real.now() + ahead;
  globalThis.Date = new Proxy(real, {
    construct: (target, given: [], newTarget) =>
      Reflect.construct(target, given.length > 0 ? given : [now()], newTarget) as object,
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  return (to) => {
    const passed = to - ahead;
    ahead = to;
    runTimers(passed);
  };
}

/** Returns a way to run every timer that is due within so many milliseconds from now. */
function hastenTimers(): (passed: number) => void {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const waiting = new Map<unknown, { run: () => void; at: number }>();

  function setWatched(task: (...given: unknown[]) => void, delay = 0, ...given: unknown[]): unknown {
    const run = (): void => {
      waiting.delete(timer);
      task(...given);
    };
    const timer = set(run, delay);
    waiting.set(timer, { run, at: performance.now() + delay });
    return timer;
  }
  function clearWatched(timer: Parameters<typeof clear>[0]): void {
    waiting.delete(timer);
    clear(timer);
  }
  Object.assign(globalThis, { setTimeout: Object.assign(setWatched, set), clearTimeout: clearWatched });

  return (passed) => {
    const until = performance.now() + passed;
    for (const [timer, { run, at }] of [...waiting]) {
      if (at > until) continue;
      clear(timer as NodeJS.Timeout);
      run();
    }
  };
}
