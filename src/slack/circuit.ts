import { secondsToMilliseconds } from 'date-fns/secondsToMilliseconds';
import { backoff } from '../waiting/backoff.ts';
import { isHeld, type Pause, pauseFor } from '../waiting/pause.ts';
import type { SlackOutcome } from './outcome.ts';

/** How Slack is doing, as this process sees it. `refused`: people have to put something right. */
export interface SlackHealth {
  state: 'ok' | 'failing' | 'refused';
  /** Since when it has been so; `null` where it is `ok`. */
  since: Date | null;
  /** Slack's word for what it refuses, or what keeps it from answering. */
  reason: string | null;
}

/** When the next request may go to Slack. */
export interface Circuit {
  /** `null`: now. */
  heldUntil(now: Date): Date | null;
  /** After a failure, whether Slack answers is asked first: what is lost on the way cannot be said again. */
  needsProbe(): boolean;
  /** Returns whether this is how it was already, for the log. */
  note(outcome: SlackOutcome, now: Date): { changed: boolean };
  health(): SlackHealth;
}

/** Slack takes about one message a second for a channel, and shows no more. */
const pace = 1_000;
/** The first wait after a failure, doubled with each that follows, milliseconds. */
const waitForSlack = backoff({ first: 5_000, factor: 2, longest: 300_000 });
/** Refusals that people have to put right are tried again seldom, milliseconds. */
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
