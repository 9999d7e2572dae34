import { Refusal } from './refusal.ts';

const unstorable = /\\u(?:0000|d[89a-f])/i;
const escapes = /\\(?:ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|u[0-9a-f]{4}|[^u])/gi;
const refusedByPostgres = /^\\u(?:0000|d[89a-f][0-9a-f]{2})$/i;

/**
 * The JSON object that a body holds. NUL and half surrogate pairs, which JSON can spell and a Postgres `jsonb`
 * refuses, become U+FFFD: otherwise one such text in a `client_payload` could never be stored.
 * Throws a {@link Refusal} (400) for anything else than a JSON object in UTF-8.
 */
export function parsePayload(body: Buffer): Record<string, unknown> {
  const payload = parse(body);
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new Refusal(400, 'The body is JSON, but no object. Send the payload of a GitHub webhook.');
  }
  return { ...payload };
}

function parse(body: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return JSON.parse(unstorable.test(text) ? storable(text) : text);
  } catch {
    throw new Refusal(400, 'The body is not JSON in UTF-8. Send the payload of a GitHub webhook.');
  }
}

/** Escapes are taken one by one: in `\\u0000` it is the backslash that is escaped, and the rest is plain text. */
function storable(text: string): string {
  return text.replace(escapes, (spelling) => (refusedByPostgres.test(spelling) ? '\\ufffd' : spelling));
}
