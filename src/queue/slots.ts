export interface Lanes {
  /** Works until `stop`. */
  start(): void;
  /** Something may be due: it is looked for now, by as many as find something. */
  wake(): void;
  /** Resolves when every lane has ended what it was at. */
  stop(): Promise<void>;
}

export interface LanesOptions {
  /** Works on one thing; `false`: nothing is due. It says as it begins, and the lane counts how long that takes. */
  next: (began: () => void) => Promise<boolean>;
  /** So many things are worked on at once, not counting those that only wait for GitHub. */
  lanes: number;
  /** Longest wait between two looks, milliseconds. */
  look: number;
  failed: (error: unknown) => void;
}

/** What takes longer waits for GitHub, or for its turn to write: milliseconds. Another lane is opened in its place. */
export const slow = 500;
/** A lane that waits beside another looks so many times more seldom by itself. */
const seldom = 8;
/** Lanes that wait cost next to nothing; the rest of what they might ask of this machine is bounded by this. */
const most = 64;

/**
 * Each lane goes its own pace. One that waits for a slow repository takes no room from the others: while it waits, one
 * more is open.
 */
export function createLanes({ next, lanes, look, failed }: LanesOptions): Lanes {
  let stopping = false;
  const open = new Set<Promise<void>>();
  const waiting = new Set<() => void>();
  /** Somebody waits for `look` only. */
  let watched = false;
  /** There was nobody to be roused. */
  let missed = false;

  /**
   * Ends when something is stored, and after `look` in any case: for one of those that wait. The others are roused by
   * whoever finds something; by themselves they look seldom, should that one be held up.
   */
  async function pause(): Promise<void> {
    if (missed) {
      missed = false;
      return;
    }
    const watches = !watched;
    if (watches) watched = true;
    await new Promise<void>((resolve) => {
      const rouse = (): void => {
        clearTimeout(timer);
        waiting.delete(rouse);
        resolve();
      };
      const timer = setTimeout(rouse, watches ? look : look * seldom);
      waiting.add(rouse);
    });
    if (watches) watched = false;
  }

  /** Has one that waits look now. */
  function rouseOne(): void {
    const [rouse] = waiting;
    if (rouse) rouse();
    else missed = true;
  }

  function openLane(isWanted: () => boolean): void {
    if (stopping || open.size >= most) return;
    const lane = run(isWanted).finally(() => open.delete(lane));
    open.add(lane);
  }

  async function run(isWanted: () => boolean): Promise<void> {
    while (!stopping && isWanted()) {
      if (!(await attempt())) await pause();
    }
    // It may have been roused to look.
    rouseOne();
  }

  /** `false`: there is nothing to do now. */
  async function attempt(): Promise<boolean> {
    let ended = false;
    let timer: NodeJS.Timeout | undefined;
    const began = (): void => {
      // Where there is something, there may be more.
      rouseOne();
      timer = setTimeout(() => openLane(() => !ended), slow);
    };
    try {
      return await next(began);
    } catch (error) {
      failed(error);
      return false;
    } finally {
      ended = true;
      clearTimeout(timer);
    }
  }

  return {
    start() {
      for (let count = 0; count < lanes; count++) openLane(() => true);
    },
    wake: rouseOne,
    async stop() {
      stopping = true;
      for (const rouse of [...waiting]) rouse();
      await Promise.all(open);
    },
  };
}
