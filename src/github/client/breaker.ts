import { addMilliseconds } from 'date-fns/addMilliseconds';
import { type Backoff, backoff } from '../../waiting/backoff.ts';
import { isHeld, type Pause, pauseFor } from '../../waiting/pause.ts';
import { GitHubTrouble } from './errors.ts';

/** Whether GitHub as a whole answers, and since when it has not. */
export interface Outage {
  since: Date;
  until: Date;
}

/** One request on its way. Exactly one of the two is called. */
export interface Passage {
  /** With whatever: a refusal is an answer. */
  answered(): void;
  failed(): void;
}

/** A part of GitHub that may be in trouble on its own. */
export interface CircuitScope {
  /** The repository, or what else it is about. */
  scope: string;
  /** What of it is asked for: comparing may take too long where all else is answered. */
  part: string;
}

export interface Breaker {
  /** Throws while nothing is to be sent. */
  enter(about: CircuitScope): Passage;
  /** `null`: it answers. */
  outage(): Outage | null;
}

export interface BreakerOptions {
  now: () => Date;
  /** Told once when an outage begins, and once when it ends. */
  opened?: (outage: Outage) => void;
  closed?: (outage: Outage) => void;
}

/** Failures in a row, of GitHub as a whole or of one part of a repository, after which there is a wait. */
const failuresOfAll = 5;
const failuresOfOne = 3;
/** Milliseconds; each probe that fails doubles the wait. */
const waitForAll = backoff({ first: 30_000, factor: 2, longest: 300_000 });
const waitForOne = backoff({ first: 10_000, factor: 2, longest: 300_000 });
/** Whoever waits for the probe under way looks again after this, milliseconds. */
const waitForProbe = 5_000;
/** A part that failed while others were answered says nothing about GitHub for this time, milliseconds. */
const apartFor = 600_000;

interface Hold {
  failures: number;
  since: Date;
  pause: Pause;
  /** How often it was held. */
  holds: number;
  wait: Backoff;
  /** One request is under way that shows whether more may follow. */
  probing: boolean;
}

interface Part extends Hold {
  apartUntil: Date | null;
}

/**
 * Keeps an outage from being answered with a storm. After some failures in a row nothing is sent for a while; then one
 * request goes out, and shows whether more may follow. What has not failed itself may always try, one at a time: it may be
 * the others that are in trouble.
 */
export function createBreaker({ now, opened, closed }: BreakerOptions): Breaker {
  let streak = 0;
  let whole: Hold | null = null;
  let stranger = false;
  const parts = new Map<string, Part>();

  function enter(about: CircuitScope): Passage {
    const at = now();
    const own = parts.get(nameOf(about)) ?? null;
    if (own && own.failures >= failuresOfOne && isShut(own, at)) throw heldBack(own, at);
    const isStranger = whole !== null && own === null;
    if (whole && (isStranger ? stranger : isShut(whole, at))) throw heldBack(whole, at);
    const probe = whole && !isStranger ? whole : null;
    if (isStranger) stranger = true;
    if (probe) probe.probing = true;
    if (own) own.probing = true;
    const leave = (): void => {
      if (isStranger) stranger = false;
      if (probe) probe.probing = false;
      if (own) own.probing = false;
    };
    return {
      answered() {
        leave();
        answered(about);
      },
      failed() {
        leave();
        failed(about, probe !== null);
      },
    };
  }

  function answered(about: CircuitScope): void {
    const at = now();
    parts.delete(nameOf(about));
    for (const other of parts.values()) other.apartUntil = addMilliseconds(at, apartFor);
    streak = 0;
    const ended = whole;
    whole = null;
    if (ended) closed?.(outageOf(ended));
  }

  function failed(about: CircuitScope, wasProbe: boolean): void {
    const at = now();
    const own = parts.get(nameOf(about)) ?? { ...begin(at, waitForOne), apartUntil: null };
    parts.set(nameOf(about), own);
    own.failures += 1;
    if (own.failures >= failuresOfOne) holdOn(own, at);
    if (own.apartUntil && at < own.apartUntil && !whole) return;
    streak += 1;
    if (whole) {
      if (wasProbe) holdOn(whole, at);
      return;
    }
    if (streak < failuresOfAll) return;
    whole = begin(at, waitForAll);
    holdOn(whole, at);
    opened?.(outageOf(whole));
  }

  return {
    enter,
    outage: () => whole && outageOf(whole),
  };
}

function nameOf({ scope, part }: CircuitScope): string {
  return `${scope} ${part}`;
}

function begin(at: Date, wait: Backoff): Hold {
  return { failures: 0, since: at, pause: pauseFor(0, at), holds: 0, wait, probing: false };
}

function holdOn(hold: Hold, at: Date): void {
  hold.pause = pauseFor(hold.wait(hold.holds), at);
  hold.holds += 1;
}

function isShut({ pause, probing }: Hold, at: Date): boolean {
  return probing || isHeld(pause, at);
}

function outageOf({ since, pause }: Hold): Outage {
  return { since, until: pause.until };
}

function heldBack({ pause }: Hold, at: Date): GitHubTrouble {
  const until = isHeld(pause, at) ? pause.until : addMilliseconds(at, waitForProbe);
  return new GitHubTrouble('breaker', { kind: 'held-back', until, because: 'GitHub does not answer' }, false);
}
