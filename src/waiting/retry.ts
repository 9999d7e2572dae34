/**
 * What has to pass before a failure may end. `moment`: it passes by itself. `sign-in`: credentials are made known slowly.
 * `hidden`: what GitHub hides for seconds or minutes, it may hide for good. `people`: somebody has to put it right; that is
 * usually delivered, and trying now and then is for when the delivery is lost. `never`: it would fail the same way each time.
 */
export type RetryAfter = 'moment' | 'sign-in' | 'hidden' | 'people' | 'never';

/** A failure that says when it is worth trying again, to a queue that knows no more of it. */
export abstract class RetryableError extends Error {
  abstract readonly retryAfter: RetryAfter;
  /** Not before this moment; `null`: nobody named one. */
  abstract readonly notBefore: Date | null;
  /** This process held it back itself, and logged why when it began to. */
  abstract readonly isHeldBack: boolean;
}
