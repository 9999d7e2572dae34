import { addMilliseconds } from 'date-fns/addMilliseconds';
import { max } from 'date-fns/max';
import { createAllowances } from '../../waiting/allowance.ts';
import { isHeld, type Pause } from '../../waiting/pause.ts';
import { GitHubTrouble } from './errors.ts';

/**
 * Spaces out the writes of one installation. GitHub documents secondary limits of 80 content-creating requests a minute
 * and 500 an hour, and 5 points for a write of 900 a minute, which the first of them stays below.
 */
export interface Pacer {
  /**
   * Resolves when the write may be sent. Throws where that would take long: the rest of the work need not wait for it.
   * `repository`: `owner/name`; `null` for what is no repository's.
   */
  turn(urgency: Urgency, repository: string | null): Promise<void>;
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

/**
 * A repository that has had more than this leaves a part of each bucket to the others, so that whoever makes thousands of
 * branches in one repository, or comments on all of its issues, does not silence the rest.
 */
const share = { minute: { burst: 12, refill: 2_000 }, hour: { burst: 100, refill: 37_000 } };
const leftToOthers = { first: { minute: 7, hour: 150 }, later: { minute: 9, hour: 165 } };

export interface PacerOptions {
  /** Takes one write out of both buckets; `null`, or when there may be one again. They are the store's: see there. */
  spend: (buckets: { minute: Bucket; hour: Bucket }) => Promise<Date | null>;
  now: () => Date;
  /** Longest wait within a turn, milliseconds. */
  patience?: number;
  sleep?: (milliseconds: number) => Promise<void>;
}

export function createPacer({ spend, now, patience = 15_000, sleep = resolveAfter }: PacerOptions): Pacer {
  /** Turns are promised to those who were sent away, by repository, so that they do not all come back at once. */
  const promises = new Map<string, Pause>();
  const shares = { minute: createAllowances(share.minute), hour: createAllowances(share.hour) };
  return {
    async turn(urgency, repository) {
      for (let waited = 0; ; ) {
        const again = await spend(bucketsFor(urgency, repository));
        if (!again) {
          if (repository !== null)
            for (const one of [shares.minute, shares.hour]) one.take(repository, now());
          return;
        }
        const wait = Math.max(1, again.getTime() - now().getTime());
        if (waited + wait > patience) throw comeBack(again, repository ?? '');
        await sleep(wait);
        waited += wait;
      }
    },
  };

  function bucketsFor(urgency: Urgency, repository: string | null): { minute: Bucket; hour: Bucket } {
    const at = now();
    const reserved = urgency === 'first' ? { minute: 0, hour: 0 } : reserves;
    const left = (which: 'minute' | 'hour'): number =>
      repository === null || shares[which].has(repository, at) ? 0 : leftToOthers[urgency][which];
    return {
      minute: { ...minute, reserve: Math.max(reserved.minute, left('minute')) },
      hour: { ...hour, reserve: Math.max(reserved.hour, left('hour')) },
    };
  }

  function comeBack(again: Date, repository: string): GitHubTrouble {
    const at = now();
    for (const [one, pause] of promises) if (!isHeld(pause, at)) promises.delete(one);
    const promised = promises.get(repository) ?? null;
    const apart = Math.min(Math.max(again.getTime() - at.getTime(), minute.refill), hour.refill);
    const until = isHeld(promised, at) ? max([again, addMilliseconds(promised.until, apart)]) : again;
    promises.set(repository, { from: at, until });
    const because = 'writes are spaced out to stay below the limits of GitHub';
    return new GitHubTrouble('write', { kind: 'held-back', until, because }, false);
  }
}

function resolveAfter(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
