import { isJson, type Json, pointer, resolve, resolveJson } from './description.ts';
import type { Finding, SchemaJudge } from './schema-judge.ts';

interface Place {
  document: Json;
  judge: SchemaJudge;
}

/** What a schema says of an object's properties: under which schema each stands, and whether others may be there. */
interface Declared {
  properties: Map<string, string[]>;
  lists: boolean;
  open: boolean;
}

const combinations = ['allOf', 'anyOf', 'oneOf'] as const;

/** The parts of a combined schema that apply to this value; all of them when none fits, so that a wrong value still gets its names checked. */
function partsFor({ document, judge }: Place, schemaAt: string, value: unknown): string[] {
  const parts: string[] = [];
  for (const combination of combinations) {
    const list = resolve(document, schemaAt + pointer(combination)).value;
    if (!Array.isArray(list)) continue;
    const all = list.map((_, index) => schemaAt + pointer(combination, index));
    const fitting = all.filter((part) => judge.findings(part, value).length === 0);
    parts.push(...(combination === 'allOf' || fitting.length === 0 ? all : fitting));
  }
  return parts;
}

function declaredFor(place: Place, schemaAt: string, value: unknown): Declared {
  const declared: Declared = { properties: new Map(), lists: false, open: false };
  const schema = resolveJson(place.document, schemaAt);
  if (!schema) return declared;
  const { additionalProperties } = schema.value;
  for (const part of partsFor(place, schema.at, value)) {
    const inner = declaredFor(place, part, value);
    for (const [name, schemas] of inner.properties)
      declared.properties.set(name, [...(declared.properties.get(name) ?? []), ...schemas]);
    declared.lists ||= inner.lists;
    declared.open ||= inner.open;
  }
  if (isJson(schema.value.properties)) {
    for (const name of Object.keys(schema.value.properties)) {
      const others = declared.properties.get(name) ?? [];
      declared.properties.set(name, [...others, schema.at + pointer('properties', name)]);
    }
    declared.lists = true;
    // A list of one's own decides: the `additionalProperties: true` inside the alternatives of a check run's
    // `oneOf` only says that an alternative leaves the other fields alone.
    declared.open = false;
  }
  declared.open ||= additionalProperties === true || isJson(additionalProperties);
  return declared;
}

function itemSchemas(place: Place, schemaAt: string, value: unknown): string[] {
  const schema = resolveJson(place.document, schemaAt);
  if (!schema) return [];
  const own = isJson(schema.value.items) ? [schema.at + pointer('items')] : [];
  return [...own, ...partsFor(place, schema.at, value).flatMap((part) => itemSchemas(place, part, value))];
}

function unknownIn(place: Place, schemaAts: readonly string[], value: unknown, where: string): Finding[] {
  if (Array.isArray(value)) {
    const items = schemaAts.flatMap((at) => itemSchemas(place, at, value));
    return value.flatMap((item, index) => unknownIn(place, items, item, where + pointer(index)));
  }
  return isJson(value) ? unknownOf(place, schemaAts, value, where, unknownIn) : [];
}

/** `within`: what is unknown of a property that is listed. */
function unknownOf(
  place: Place,
  schemaAts: readonly string[],
  value: Json,
  where: string,
  within: typeof unknownIn,
): Finding[] {
  const declared = schemaAts.map((at) => declaredFor(place, at, value));
  const closed = declared.some((one) => one.lists) && !declared.some((one) => one.open);
  return Object.entries(value).flatMap(([name, child]) => {
    const schemas = declared.flatMap((one) => one.properties.get(name) ?? []);
    if (schemas.length > 0) return within(place, schemas, child, where + pointer(name));
    return closed ? [{ where: where + pointer(name), wrong: 'GitHub declares no such property' }] : [];
  });
}

/**
 * The properties of a value, at any depth, that its schema does not list. JSON Schema lets them pass and GitHub ignores
 * them silently, so they are mistakes that nothing else would show. An object whose schema lists no property, or
 * says `additionalProperties`, may hold anything.
 */
export function undeclaredProperties(place: Place, schemaAt: string, value: unknown): Finding[] {
  return unknownIn(place, [schemaAt], value, '');
}

/** As `undeclaredProperties`, of the outermost object only. */
export function undeclaredAtTop(place: Place, schemaAt: string, value: unknown): Finding[] {
  return isJson(value) ? unknownOf(place, [schemaAt], value, '', () => []) : [];
}
