/** What GitHub promises, and not a word more: answers and deliveries without whatever its descriptions call optional. */
import {
  isJson,
  type Json,
  pointer,
  readDescription,
  resolveJson,
  restDescription,
  webhookDescription,
} from './description.ts';
import { spellOutNullable } from './nullable.ts';
import type { Exchange } from './rest-contract.ts';
import { createRouter } from './routes.ts';
import { createSchemaJudge, type SchemaJudge } from './schema-judge.ts';

interface Place {
  document: Json;
  judge: SchemaJudge;
}

/** Without these an App could not tell what a delivery is about; GitHub sends them to every App. */
const always = ['action', 'installation', 'repository', 'sender'];

export interface Bare {
  response(exchange: Exchange): unknown;
  delivery(event: string, payload: Json): Json;
}

export function createBare(): Bare {
  const document = readDescription(restDescription);
  spellOutNullable(document);
  const rest = { document, judge: createSchemaJudge(document, 'openapi-3.0') };
  const find = createRouter(document);
  const hooks = readDescription(webhookDescription);
  const webhooks = { document: hooks, judge: createSchemaJudge(hooks, 'openapi-3.1') };
  return {
    response({ method, path, status, responseBody }) {
      const called = find(method, path);
      if (!called || status >= 300) return responseBody;
      const at = called.at + pointer('responses', status, 'content', 'application/json', 'schema');
      return resolveJson(document, at) ? required(rest, at, responseBody) : responseBody;
    },
    delivery(event, payload) {
      const dashed = (text: string) => text.replaceAll('_', '-');
      const key = typeof payload.action === 'string' ? dashed(`${event}-${payload.action}`) : dashed(event);
      const body = ['post', 'requestBody', 'content', 'application/json', 'schema'];
      const schema = resolveJson(hooks, pointer('webhooks', key, ...body));
      if (!schema) return payload;
      const bare = required(webhooks, schema.at, payload);
      const kept = Object.entries(payload).filter(([name]) => always.includes(name));
      return { ...(isJson(bare) ? bare : {}), ...Object.fromEntries(kept) };
    },
  };
}

/** The value with the properties that its schema requires, at any depth. */
function required(place: Place, schemaAt: string, value: unknown): unknown {
  const schema = resolveJson(place.document, schemaAt);
  if (!schema) return value;
  if (Array.isArray(value)) {
    const items = schema.at + pointer('items');
    return resolveJson(place.document, items) ? value.map((item) => required(place, items, item)) : value;
  }
  if (!isJson(value)) return value;
  const parts = partsOf(place, schema.at, value);
  const wanted = new Map<string, string | null>();
  let lists = false;
  for (const at of parts) {
    const part = resolveJson(place.document, at);
    if (!part || !isJson(part.value.properties)) continue;
    lists = true;
    const names = Array.isArray(part.value.required) ? part.value.required : [];
    for (const name of names) {
      const inPart = Object.hasOwn(part.value.properties, String(name));
      if (inPart) wanted.set(String(name), part.at + pointer('properties', String(name)));
      else if (!wanted.has(String(name))) wanted.set(String(name), null);
    }
  }
  if (!lists) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => wanted.has(name))
      .map(([name, child]) => {
        const at = wanted.get(name) ?? null;
        return [name, at === null ? child : required(place, at, child)];
      }),
  );
}

/** The schema itself, everything that it is made of, and of its alternatives the one that fits. */
function partsOf(place: Place, schemaAt: string, value: unknown): string[] {
  const schema = resolveJson(place.document, schemaAt);
  if (!schema) return [];
  const all = alternatives(schema, 'allOf');
  const one = [...alternatives(schema, 'oneOf'), ...alternatives(schema, 'anyOf')];
  const fitting = one.find((at) => place.judge.findings(at, value).length === 0);
  return [schema.at, ...[...all, ...(fitting ? [fitting] : [])].flatMap((at) => partsOf(place, at, value))];
}

function alternatives({ at, value }: { at: string; value: Json }, word: string): string[] {
  const list = value[word];
  return Array.isArray(list) ? list.map((_, index) => at + pointer(word, index)) : [];
}
