import { messageOf, mostUrgent } from './retry.ts';

/** One part failed, and the rest was done. `lookAgainAt`: a timer that stays due whenever the failure ends. */
export class Unfinished extends Error {
  override readonly name = 'Unfinished';
  readonly lookAgainAt: Date | null;

  /** The cause is the failure that may end first; the message names all. */
  constructor(failures: unknown[], lookAgainAt: Date | null) {
    super([...new Set(failures.map(messageOf))].join('; '), { cause: mostUrgent(failures) });
    this.lookAgainAt = lookAgainAt;
  }
}
