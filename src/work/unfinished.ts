/** Something failed, and the rest was done. What is due by the clock stays due: `lookAgainAt`. */
export class Unfinished extends Error {
  override readonly name = 'Unfinished';
  readonly lookAgainAt: Date | null;

  constructor(cause: unknown, lookAgainAt: Date | null) {
    super(cause instanceof Error ? cause.message : 'unknown error', { cause });
    this.lookAgainAt = lookAgainAt;
  }
}
