import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** A JSON object whose fields are not known yet. */
export type Json = Record<string, unknown>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const require = createRequire(import.meta.url);

/**
 * One of GitHub's own descriptions, a new copy each time.
 * It is read as a file: importing the package `@octokit/openapi` itself loads every edition of it, 400 MB.
 */
export function readDescription(file: string): Json {
  const read: unknown = JSON.parse(readFileSync(require.resolve(file), 'utf8'));
  if (!isJson(read)) throw new Error(`${file} is no JSON object`);
  return read;
}

export const restDescription = '@octokit/openapi/generated/api.github.com.json';
export const webhookDescription = '@octokit/openapi-webhooks/generated/api.github.com.json';

/** A JSON pointer made of plain keys: `pointer('paths', '/app')` is `/paths/~1app`. */
export function pointer(...keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function step(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isJson(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

type Resolved = { at: string; value: unknown };

/** The same few hundred places are asked for at every check, and a description does not change once it is judged by. */
const resolved = new WeakMap<Json, Map<string, Resolved>>();

/** What a pointer leads to, with `$ref`s followed at its end, and the pointer of that place; undefined where there is nothing. */
export function resolve(document: Json, at: string): Resolved {
  const known = resolved.get(document) ?? new Map<string, Resolved>();
  resolved.set(document, known);
  const found = known.get(at) ?? follow(document, at);
  known.set(at, found);
  return found;
}

function follow(document: Json, at: string): Resolved {
  let value: unknown = document;
  for (const key of at.split('/').slice(1))
    value = step(value, key.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (isJson(value) && typeof value.$ref === 'string')
    return resolve(document, decodeURIComponent(value.$ref.slice(1)));
  return { at, value };
}

/** As `resolve`, where only an object makes sense; null where there is none. */
export function resolveJson(document: Json, at: string): { at: string; value: Json } | null {
  const found = resolve(document, at);
  return isJson(found.value) ? { at: found.at, value: found.value } : null;
}
