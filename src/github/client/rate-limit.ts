import { addMilliseconds } from 'date-fns/addMilliseconds';
import { max } from 'date-fns/max';
import { backoff } from '../../waiting/backoff.ts';
import { isHeld, type Pause } from '../../waiting/pause.ts';
import { GitHubTrouble, type Trouble } from './errors.ts';

/** A pause of everything that one installation asks. */
export interface InstallationHold {
  /** Throws while nothing of this installation is to be sent. `what` names the request. */
  assertOpen(what: string): void;
  failed(trouble: Trouble): void;
  answered(): void;
  /** Whether it waits because GitHub limits it. */
  isLimited(): boolean;
}

/** Where GitHub refuses again after the time that it named: longer each time, as it asks for. */
const waitForLimit = backoff({ first: 60_000, factor: 2, longest: 900_000 });
/** A suspended or removed installation stays so for every request of one look at it. */
const waitForStanding = 60_000;

/** GitHub counts requests that are sent during a pause against the App, so none is sent. */
export function createInstallationHold(now: () => Date): InstallationHold {
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
