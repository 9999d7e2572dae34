import { backoff } from '../../waiting/backoff.ts';
import { isHeld, type Pause, pauseFor } from '../../waiting/pause.ts';
import { GitHubTrouble } from './errors.ts';

export interface Credentials {
  /** Throws while it is of no use to sign in. */
  assertTried(): void;
  accepted(): void;
  refused(): void;
  /** Since when GitHub has not accepted the App's signature; `null`: it does, or was not asked. */
  refusedSince(): Date | null;
}

export interface CredentialsOptions {
  now: () => Date;
  /** Told once when GitHub refuses the App's signature, and once when it takes it again. */
  onRefused?: () => void;
  onAccepted?: () => void;
}

/** Octokit tries once more itself, in case it is this machine's clock that is wrong. */
const refusalsInARow = 2;
/** Milliseconds. */
const waitForCredentials = backoff({ first: 60_000, factor: 2, longest: 900_000 });

/** A wrong key or id does not become right by being tried again and again: it is tried seldom, and said once. */
export function createCredentials({ now, onRefused, onAccepted }: CredentialsOptions): Credentials {
  let count = 0;
  let since: Date | null = null;
  let pause: Pause | null = null;
  let pauses = 0;
  return {
    assertTried() {
      if (!isHeld(pause, now())) return;
      const { until } = pause;
      const because = 'GitHub does not accept the signature of the App';
      throw new GitHubTrouble('sign in', { kind: 'held-back', until, because }, false);
    },
    accepted() {
      const was = since;
      count = 0;
      since = null;
      pause = null;
      pauses = 0;
      if (was) onAccepted?.();
    },
    refused() {
      count += 1;
      if (count < refusalsInARow) return;
      const first = since === null;
      since ??= now();
      pause = pauseFor(waitForCredentials(pauses), now());
      pauses += 1;
      // From now on one refusal is enough.
      count = refusalsInARow - 1;
      if (first) onRefused?.();
    },
    refusedSince: () => since,
  };
}
