export interface Slots {
  /** Works until `stop`. */
  start(): void;
  /** Something may be due: one slot looks now, and wakes others as long as they find something. */
  wake(): void;
  /** Resolves when every slot has ended. */
  stop(): Promise<void>;
}

export interface SlotsOptions {
  /** Does one piece of work; `false`: nothing is due. It calls `began` when it starts; the slot counts from then. */
  next: (began: () => void) => Promise<boolean>;
  /** How much work runs at once, not counting work that only waits for GitHub. */
  slots: number;
  /** Longest wait between two looks, milliseconds. */
  look: number;
  failed: (error: unknown) => void;
}

/** Work that takes longer waits for GitHub, or for its turn to write: milliseconds. Another slot then opens. */
export const slow = 500;
/** A slot that waits beside another looks this many times less often by itself. */
const seldom = 8;
/** Waiting slots cost next to nothing; this limits the load if all of them continue at once. */
const most = 64;

/**
 * Each slot works at its own pace. One that waits for a slow repository takes nothing from the others: while it
 * waits, one more is open.
 */
export function createSlots({ next, slots, look, failed }: SlotsOptions): Slots {
  let stopping = false;
  const open = new Set<Promise<void>>();
  const waiting = new Set<() => void>();
  /** One of the waiting slots looks after `look`. */
  let watched = false;
  /** A call came while no slot waited. */
  let missed = false;

  /**
   * Ends when something is stored. For one waiting slot it also ends after `look`; the others are woken by a slot
   * that finds something, and rarely look by themselves, in case that one is delayed.
   */
  async function wait(): Promise<void> {
    if (missed) {
      missed = false;
      return;
    }
    const watches = !watched;
    if (watches) watched = true;
    await new Promise<void>((resolve) => {
      const wakeIt = (): void => {
        clearTimeout(timer);
        waiting.delete(wakeIt);
        resolve();
      };
      const timer = setTimeout(wakeIt, watches ? look : look * seldom);
      waiting.add(wakeIt);
    });
    if (watches) watched = false;
  }

  /** Makes one waiting slot look now. */
  function wakeOne(): void {
    const [wakeIt] = waiting;
    if (wakeIt) wakeIt();
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
    // It may have been woken to look.
    wakeOne();
  }

  /** `false`: there is no work now. */
  async function attempt(): Promise<boolean> {
    let ended = false;
    let timer: NodeJS.Timeout | undefined;
    const began = (): void => {
      // Where there is some work, there may be more.
      wakeOne();
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
    wake: wakeOne,
    async stop() {
      stopping = true;
      for (const wakeIt of [...waiting]) wakeIt();
      await Promise.all(open);
    },
  };
}
