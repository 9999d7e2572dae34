import { addMilliseconds } from 'date-fns/addMilliseconds';
import { max } from 'date-fns/max';
import { isHeld, type Pause } from '../../waiting/pause.ts';
import { GitHubTrouble } from './errors.ts';

/**
 * Spaces out the writes of one installation. GitHub documents secondary limits of 80 content-creating requests a minute
 * and 500 an hour, and 5 points for a write of 900 a minute, which the first of them stays below.
 */
export interface Pacer {
  /** Resolves when the write may be sent. Throws where that would take long: the rest of the work need not wait for it. */
  turn(urgency: Urgency): Promise<void>;
}

/** `first`: what an incident waits for. It does not wait behind labels, comments and issues. */
export type Urgency = 'first' | 'later';

interface Bucket {
  burst: number;
  refill: number;
  reserve: number;
}

/** In any minute 19 and 60 more, at most; in any hour 300 and 195 more. */
const minute = { burst: 19, refill: 1_000 };
const hour = { burst: 300, refill: 18_500 };
/** How much of each is reserved for writes that cannot wait. */
const reserves = { minute: 6, hour: 60 };

export interface PacerOptions {
  /** Takes one write out of both buckets; `null`, or when there may be one again. They are the store's: see there. */
  spend: (buckets: { minute: Bucket; hour: Bucket }) => Promise<Date | null>;
  now: () => Date;
  /** Longest wait within a turn, milliseconds. */
  patience?: number;
  sleep?: (milliseconds: number) => Promise<void>;
}

export function createPacer({ spend, now, patience = 15_000, sleep = resolveAfter }: PacerOptions): Pacer {
  /** Turns are promised to those who were sent away, so that they do not all come back at once. */
  let promised: Pause | null = null;
  return {
    async turn(urgency) {
      const reserve = urgency === 'first' ? { minute: 0, hour: 0 } : reserves;
      const buckets = {
        minute: { ...minute, reserve: reserve.minute },
        hour: { ...hour, reserve: reserve.hour },
      };
      for (let waited = 0; ; ) {
        const again = await spend(buckets);
        if (!again) return;
        const wait = Math.max(1, again.getTime() - now().getTime());
        if (waited + wait > patience) throw comeBack(again);
        await sleep(wait);
        waited += wait;
      }
    },
  };

  function comeBack(again: Date): GitHubTrouble {
    const at = now();
    const apart = Math.min(Math.max(again.getTime() - at.getTime(), minute.refill), hour.refill);
    const until = isHeld(promised, at) ? max([again, addMilliseconds(promised.until, apart)]) : again;
    promised = { from: at, until };
    const because = 'writes are spaced out to stay below the limits of GitHub';
    return new GitHubTrouble('write', { kind: 'held-back', until, because }, false);
  }
}

function resolveAfter(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
