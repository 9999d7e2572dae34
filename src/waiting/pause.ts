import { addMilliseconds } from 'date-fns/addMilliseconds';

/** Something is held back from one moment until another. */
export interface Pause {
  from: Date;
  until: Date;
}

/** A pause from now on, of this many milliseconds. */
export function pauseFor(milliseconds: number, now: Date): Pause {
  return { from: now, until: addMilliseconds(now, milliseconds) };
}

/**
 * Whether it holds at this moment. Its beginning counts as well: where the clock was set back, a pause that begins in the
 * future would hold for longer than anybody decided, and is over instead.
 */
export function isHeld(pause: Pause | null, now: Date): pause is Pause {
  return pause !== null && now >= pause.from && now < pause.until;
}
