/**
 * Postgres does not know the statement any more (26000, 42P05: something between shares its connections out), or the
 * tables became others under it (0A000: a newer version of this program was started).
 */
const unfit = new Set<unknown>(['26000', '42P05', '0A000']);

/** Whether a statement that was kept ready by its connection failed by that alone: nothing of it was done. */
export function isUnfit(error: unknown): boolean {
  return error instanceof Error && 'code' in error && unfit.has(error.code);
}

/**
 * Whether no answer came in time. Who loses the power sends no end of the connection: that nothing comes is all that can be
 * seen of it.
 */
export function isSilence(error: unknown): error is Error {
  return error instanceof Error && error.message === 'Query read timeout';
}
