/** Enough to see what went wrong. */
const longest = 2_000;

/**
 * The reason of a failure as a `text` column takes it. Messages quote what they are about, and Postgres refuses a NUL:
 * a failure that could not be recorded would be repeated for ever.
 */
export function errorText(message: string): string {
  return message.replaceAll('\0', '\ufffd').slice(0, longest);
}

/** What a failure says of itself: its message, or its code where it has none (several addresses that refuse). */
export function reasonOf(error: unknown): string {
  const { message, code } = Object(error) as { message?: unknown; code?: unknown };
  const [reason = 'unknown error'] = [message, code].filter(
    (text) => typeof text === 'string' && text !== '',
  );
  return errorText(String(reason));
}
