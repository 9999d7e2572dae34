export interface Slots {
  /** Works until `stop`. */
  start(): void;
  /** Something may be due: one slot looks now, and others do for as long as they find something. */
  wake(): void;
  /** Resolves when the work of every slot has ended. */
  stop(): Promise<void>;
}

export interface SlotsOptions {
  /** Works on one thing; `false`: nothing is due. It calls `began` as it begins, and the slot counts from then. */
  next: (began: () => void) => Promise<boolean>;
  /** How many things are worked on at once, not counting those that only wait for GitHub. */
  slots: number;
  /** Longest wait between two looks, milliseconds. */
  look: number;
  failed: (error: unknown) => void;
}

/** Work that takes longer waits for GitHub, or for its turn to write: milliseconds. Another slot opens in its place. */
export const slow = 500;
/** A slot that waits beside another looks this many times more seldom by itself. */
const seldom = 8;
/** Slots that wait cost next to nothing; this bounds the rest of what they might ask of this machine. */
const most = 64;

/**
 * Each slot works at its own pace. One that waits for a slow repository takes nothing from the others: while it waits, one
 * more is open.
 */
export function createSlots({ next, slots, look, failed }: SlotsOptions): Slots {
  let stopping = false;
  const open = new Set<Promise<void>>();
  const waiting = new Set<() => void>();
  /** One of those that wait looks after `look`. */
  let watched = false;
  /** A call came while nobody waited. */
  let missed = false;

  /**
   * Ends when something is stored. For one of those that wait it also ends after `look`; the others are roused by
   * whoever finds something, and look seldom by themselves, in case that one is held up.
   */
  async function wait(): Promise<void> {
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

  function openSlot(isWanted: () => boolean): void {
    if (stopping || open.size >= most) return;
    const slot = run(isWanted).finally(() => open.delete(slot));
    open.add(slot);
  }

  async function run(isWanted: () => boolean): Promise<void> {
    while (!stopping && isWanted()) {
      if (!(await attempt())) await wait();
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
      timer = setTimeout(() => openSlot(() => !ended), slow);
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
      for (let count = 0; count < slots; count++) openSlot(() => true);
    },
    wake: rouseOne,
    async stop() {
      stopping = true;
      for (const rouse of [...waiting]) rouse();
      await Promise.all(open);
    },
  };
}
