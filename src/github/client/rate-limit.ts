import { addMilliseconds } from 'date-fns/addMilliseconds';
import { max } from 'date-fns/max';
import { backoff } from '../../waiting/backoff.ts';
import { isHeld, type Pause } from '../../waiting/pause.ts';
import { GitHubTrouble, type Trouble } from './errors.ts';

/** What concerns everything that one installation asks. */
export interface Gate {
  /** Throws while nothing of this installation is to be sent. `what` names the request. */
  assertOpen(what: string): void;
  failed(trouble: Trouble): void;
  answered(): void;
  /** Whether it waits because GitHub limits it. */
  isLimited(): boolean;
}

/** Where GitHub says no time, and refuses again: twice as long each time, as it asks for. */
const waitForLimit = backoff({ first: 60_000, factor: 2, longest: 900_000 });
/** That an installation is suspended or gone holds for all that is asked in one look at it. */
const waitForStanding = 60_000;

/** GitHub counts requests that come during a wait against the App: they are not sent. */
export function createGate(now: () => Date): Gate {
  let shut: (Pause & { trouble: Trouble }) | null = null;
  let limits = 0;

  function shutFor(trouble: Trouble, until: Date): void {
    const later = shut ? max([shut.until, until]) : until;
    shut = {
      trouble: 'until' in trouble ? { ...trouble, until: later } : trouble,
      from: now(),
      until: later,
    };
  }

  function held(): Trouble | null {
    return isHeld(shut, now()) ? shut.trouble : null;
  }

  return {
    assertOpen(what) {
      const trouble = held();
      if (trouble) throw new GitHubTrouble(what, trouble, false);
    },
    isLimited: () => held()?.kind === 'rate-limited',
    failed(trouble) {
      const at = now();
      if (trouble.kind === 'rate-limited') {
        shutFor(
          trouble,
          limits > 0 ? max([trouble.until, addMilliseconds(at, waitForLimit(limits))]) : trouble.until,
        );
        limits += 1;
      } else if (trouble.kind === 'suspended' || trouble.kind === 'uninstalled') {
        shutFor(trouble, addMilliseconds(at, waitForStanding));
      }
    },
    answered() {
      limits = 0;
    },
  };
}
