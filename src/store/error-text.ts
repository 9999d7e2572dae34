/** Enough to see what went wrong. */
const longest = 2_000;

/**
 * The reason of a failure, as a `text` column accepts it. Messages quote their input, and Postgres does not accept
 * a NUL: a failure that could not be recorded would repeat for ever.
 */
export function errorText(message: string): string {
  return message.replaceAll('\0', '\ufffd').slice(0, longest);
}

/** The message of a failure, or its code where it has none (several addresses that refuse). */
export function reasonOf(error: unknown): string {
  const { message, code } = Object(error) as { message?: unknown; code?: unknown };
  const [reason = 'unknown error'] = [message, code].filter(
    (text) => typeof text === 'string' && text !== '',
  );
  return errorText(String(reason));
}
