/**
 * Postgres no longer knows the statement (26000, 42P05: a pooler shares its connections), or the tables have
 * changed under it (0A000: a newer version of this program was started).
 */
const unfit = new Set<unknown>(['26000', '42P05', '0A000']);

/** Whether a prepared statement failed only for that reason: then nothing of it was done. */
export function isUnfit(error: unknown): boolean {
  return error instanceof Error && 'code' in error && unfit.has(error.code);
}

/**
 * Whether no answer came in time. A machine that loses power does not close its connections: silence is the only
 * sign of it.
 */
export function isSilence(error: unknown): error is Error {
  return error instanceof Error && error.message === 'Query read timeout';
}
