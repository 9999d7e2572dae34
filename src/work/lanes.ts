export interface Lanes {
  /** Works until `stop`. */
  start(): void;
  /** Has those that wait look now. */
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

  /** Ends when something is stored, and after `look` in any case. */
  async function pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const rouse = (): void => {
        clearTimeout(timer);
        waiting.delete(rouse);
        resolve();
      };
      const timer = setTimeout(rouse, look);
      waiting.add(rouse);
    });
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
  }

  /** `false`: there is nothing to do now. */
  async function attempt(): Promise<boolean> {
    let ended = false;
    let timer: NodeJS.Timeout | undefined;
    const began = (): void => {
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

  function wake(): void {
    for (const rouse of [...waiting]) rouse();
  }

  return {
    start() {
      for (let count = 0; count < lanes; count++) openLane(() => true);
    },
    wake,
    async stop() {
      stopping = true;
      wake();
      await Promise.all(open);
    },
  };
}
