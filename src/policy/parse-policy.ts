import { z } from 'zod';
import { decodeProblem } from './explain/encode-problem.ts';
import { type FoundMistake, likeliest, withTypos } from './explain/likeliest.ts';
import type { PolicyMistake } from './explain/problem.ts';
import { unknownKey } from './explain/unknown-key.ts';
import { leaves } from './keys.ts';
import { offsetOf, type PlaceOf } from './places.ts';
import { mostMistakes, readYaml } from './read-yaml.ts';
import { type Level, type PolicyFile, schemaOf } from './schema.ts';

export type ParsedPolicy =
  | { ok: true; file: PolicyFile; placeOf: PlaceOf }
  | { ok: false; mistakes: PolicyMistake[] };

/** The same few files are asked for at every piece of work. */
const mostKept = 32;
const kept = new Map<string, ParsedPolicy>();

/** Reads a policy file. Every mistake is named, with its place, in the order of the file. Never throws. */
export function parsePolicy(text: string, level: Level = 'repository'): ParsedPolicy {
  const key = `${level}:${text}`;
  const parsed = kept.get(key) ?? parse(text, level);
  kept.delete(key);
  kept.set(key, parsed);
  for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
  return parsed;
}

function parse(text: string, level: Level): ParsedPolicy {
  const read = readYaml(text);
  if (!read.ok) return read;
  if (!read.mapping) return { ok: true, file: {}, placeOf: () => ({ line: 1, column: 1 }) };
  const { document, value, place, mistakes: twice } = read.mapping;
  const parsed = schemaOf(level).safeParse(withoutEmptyLists(value));
  // What the schema lets through is what the types of its keys say.
  const file: PolicyFile = parsed.success ? parsed.data : {};
  const mistakes = parsed.success
    ? []
    : parsed.error.issues.slice(0, mostMistakes).flatMap((issue) => mistakesOf(issue, level, value));
  if (document.hasIn(prototypeGate)) {
    mistakes.push({ path: prototypeGate, onKey: true, problem: { code: 'gate-prototype' } });
  }
  const placeOf: PlaceOf = (path, onKey = false) => place(offsetOf(document, path, onKey));
  if (mistakes.length === 0 && twice.length === 0) return { ok: true, file, placeOf };
  const placed = likeliest(mistakes, document)
    .slice(0, mostMistakes)
    .map(({ path, onKey, ...rest }) => ({ ...placeOf(path, onKey), ...rest, path: path.join('.') }));
  const all = [...twice, ...withTypos(placed, text)].slice(0, mostMistakes);
  return { ok: false, mistakes: all.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** A list whose entries are all commented out is as if it were not written, as a section is. */
function withoutEmptyLists(value: unknown): unknown {
  const lists = leaves.filter(({ key }) => typeof key.initial === 'object' && key.initial !== null);
  const copy: unknown = structuredClone(value);
  for (const parts of [...lists.map((leaf) => leaf.parts), ['locked']]) {
    const section: unknown = parts.slice(0, -1).reduce<unknown>((node, part) => Object(node)[part], copy);
    const name = parts.at(-1) ?? '';
    if (Object(section)[name] === null) delete (section as Record<string, unknown>)[name];
  }
  return copy;
}

/** The one name that objects do not take as a key: the schema passes over it. */
const prototypeGate = ['pipeline', 'gates', '__proto__'];

function mistakesOf(issue: z.core.$ZodIssue, level: Level, value: unknown): FoundMistake[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(path, level);
    return issue.keys.slice(0, mostMistakes).map((key) => ({
      path: [...path, key],
      onKey: true,
      problem: unknownKey([...path, key], known),
    }));
  }
  if (issue.code === 'invalid_key') {
    const [first] = issue.issues;
    const problem = { code: 'gate-name', problem: decodeProblem(first?.message ?? '') } as const;
    return [{ path, onKey: true, problem }];
  }
  return [{ path, onKey: false, problem: decodeProblem(issue.message), ...entryAt(path, value) }];
}

/** The entry of a list, where the path is one's. */
function entryAt(path: string[], whole: unknown): { entry?: string } {
  if (!/^\d+$/.test(path.at(-1) ?? '')) return {};
  const value = path.reduce<unknown>((node, part) => Object(node)[part], whole);
  return value === null || typeof value === 'object' ? {} : { entry: String(value) };
}

function keysAt(path: string[], level: Level): string[] {
  let schema: unknown = schemaOf(level);
  for (const part of path) {
    schema = unwrapped(schema);
    if (schema instanceof z.ZodObject) schema = schema.shape[part];
    else if (schema instanceof z.ZodRecord) schema = schema.valueType;
    else return [];
  }
  const end = unwrapped(schema);
  return end instanceof z.ZodObject ? Object.keys(end.shape) : [];
}

function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? unwrapped(schema.unwrap())
    : schema;
}
