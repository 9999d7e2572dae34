/**
 * Postgres does not know the statement any more (26000, 42P05: something between shares its connections out), or the
 * tables became others under it (0A000: a newer version of this program was started).
 */
const unfit = new Set<unknown>(['26000', '42P05', '0A000']);

/** Whether a statement that was kept ready by its connection failed by that alone: nothing of it was done. */
export function isUnfit(error: unknown): boolean {
  return error instanceof Error && 'code' in error && unfit.has(error.code);
}

/** Whether nothing came back in time. Whoever breaks off without a word, as a machine does that loses its power, is not heard to. */
export function isSilence(error: unknown): error is Error {
  return error instanceof Error && error.message === 'Query read timeout';
}
