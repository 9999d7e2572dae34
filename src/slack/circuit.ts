import { secondsToMilliseconds } from 'date-fns/secondsToMilliseconds';
import { backoff } from '../waiting/backoff.ts';
import { isHeld, type Pause, pauseFor } from '../waiting/pause.ts';
import type { SlackOutcome } from './outcome.ts';

/** The state of Slack, as seen by this process. `refused`: people have to change something. */
export interface SlackHealth {
  state: 'ok' | 'failing' | 'refused';
  /** Since when; `null` for `ok`. */
  since: Date | null;
  /** Slack's reason, or the error that prevents an answer. */
  reason: string | null;
}

/** When the next request may go to Slack. */
export interface Circuit {
  /** `null`: now. */
  heldUntil(now: Date): Date | null;
  /**
   * After a failure, a request without content checks first whether Slack answers: a lost message cannot be repeated.
   */
  needsProbe(): boolean;
  /** Returns whether the state was the same before, for the log. */
  note(outcome: SlackOutcome, now: Date): { changed: boolean };
  health(): SlackHealth;
}

/** Slack accepts about one message a second for a channel. */
const pace = 1_000;
/** The first wait after a failure, doubled with each that follows, milliseconds. */
const waitForSlack = backoff({ first: 5_000, factor: 2, longest: 300_000 });
/** Refusals that people have to resolve are rarely tried again, milliseconds. */
const waitForPeople = 900_000;

export function createCircuit(): Circuit {
  let health: SlackHealth = { state: 'ok', since: null, reason: null };
  let failures = 0;
  let pause: Pause | null = null;

  function become(state: 'failing' | 'refused', reason: string, now: Date): boolean {
    const changed = health.state !== state || (state === 'refused' && health.reason !== reason);
    health = { state, since: health.state === state ? health.since : now, reason };
    return changed;
  }

  return {
    heldUntil: (now) => (isHeld(pause, now) ? pause.until : null),
    needsProbe: () => health.state !== 'ok',
    note(outcome, now) {
      switch (outcome.kind) {
        case 'failed':
        case 'unknown':
          pause = pauseFor(waitForSlack(failures), now);
          failures += 1;
          return { changed: become('failing', outcome.reason, now) };
        case 'limited':
          pause = pauseFor(Math.max(secondsToMilliseconds(outcome.seconds), pace), now);
          return { changed: false };
        case 'refused':
          if (outcome.about === 'way') {
            pause = pauseFor(waitForPeople, now);
            return { changed: become('refused', outcome.code, now) };
          }
          break;
        case 'taken':
          break;
      }
      const changed = health.state !== 'ok';
      health = { state: 'ok', since: null, reason: null };
      failures = 0;
      pause = pauseFor(pace, now);
      return { changed };
    },
    health: () => health,
  };
}
