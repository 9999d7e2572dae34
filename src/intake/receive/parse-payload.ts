import { Refusal } from './refusal.ts';

const unstorable = /\\u(?:0000|d[89a-f])/i;
const escapes = /\\(?:ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|u[0-9a-f]{4}|[^u])/gi;
const refusedByPostgres = /^\\u(?:0000|d[89a-f][0-9a-f]{2})$/i;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The JSON text that a body holds, as it can be stored. Throws a {@link Refusal} (400) where it is not UTF-8. */
export function textOf(body: Buffer): string {
  try {
    return storableJson(utf8.decode(body));
  } catch {
    throw notJson();
  }
}

/** The JSON object that a text spells. Throws a {@link Refusal} (400) where it spells anything else. */
export function parsePayload(text: string): Record<string, unknown> {
  const payload = parse(text);
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new Refusal(400, 'The body is JSON, but no object. Send the payload of a GitHub webhook.');
  }
  return { ...payload };
}

/**
 * NUL and half surrogate pairs, which JSON can spell and Postgres cannot hold in a text, become U+FFFD: otherwise one such
 * text in a `client_payload` could never be stored. Escapes are taken one by one: in `\\u0000` it is the backslash that is
 * escaped, and the rest is plain text.
 */
export function storableJson(json: string): string {
  // Most have no escape of this kind: that is known at once.
  if (!json.includes('\\u') || !unstorable.test(json)) return json;
  return json.replace(escapes, (spelling) => (refusedByPostgres.test(spelling) ? '\\ufffd' : spelling));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJson();
  }
}

function notJson(): Refusal {
  return new Refusal(400, 'The body is not JSON in UTF-8. Send the payload of a GitHub webhook.');
}
