import { type Document, isMap, isPair, isScalar, type Node } from 'yaml';
import { z } from 'zod';
import { echo } from './echo.ts';
import { laterKeys } from './keys.ts';
import { nearestKey } from './nearest-key.ts';
import type { PolicyMistake } from './policy.ts';
import { mostMistakes, readYaml } from './read-yaml.ts';
import { type Level, type PolicyFile, schemaOf } from './schema.ts';

export type ParsedPolicy =
  | { ok: true; file: PolicyFile; placeOf: PlaceOf }
  | { ok: false; mistakes: PolicyMistake[] };

/** Where the value of a key is written, by the parts of its path. */
export type PlaceOf = (path: string[]) => { line: number; column: number };

/** Reads a policy file. Every mistake is named, with its place, in the order of the file. Never throws. */
export function parsePolicy(text: string, level: Level = 'repository'): ParsedPolicy {
  const read = readYaml(text);
  if (!read.ok) return read;
  if (!read.written) return { ok: true, file: {}, placeOf: () => ({ line: 1, column: 1 }) };
  const { document, value, place } = read.written;
  const parsed = schemaOf(level).safeParse(value);
  // What the schema lets through is what the types of its keys say.
  const file: PolicyFile = parsed.success ? parsed.data : {};
  const mistakes = parsed.success
    ? []
    : parsed.error.issues.slice(0, mostMistakes).flatMap((issue) => mistakesOf(issue, level));
  if (document.hasIn(prototypeGate)) {
    mistakes.push({
      path: prototypeGate,
      onKey: true,
      message: 'A gate cannot be named `__proto__`; choose another name.',
    });
  }
  const placeOf = (path: string[], onKey = false) => place(offsetOf(document, path, onKey));
  if (mistakes.length === 0) return { ok: true, file, placeOf };
  const distinct = new Map(
    mistakes.map((mistake) => [`${mistake.path.join('.')}\n${mistake.message}`, mistake]),
  );
  const placed = [...distinct.values()]
    .slice(0, mostMistakes)
    .map(({ path, onKey, message }) => ({ ...placeOf(path, onKey), path: path.join('.'), message }));
  return { ok: false, mistakes: placed.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** The one name that objects do not take as a key: the schema passes over it. */
const prototypeGate = ['pipeline', 'gates', '__proto__'];

interface Found {
  path: string[];
  /** The key is wrong, not its value. */
  onKey: boolean;
  message: string;
}

function mistakesOf(issue: z.core.$ZodIssue, level: Level): Found[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(path, level);
    return issue.keys.slice(0, mostMistakes).map((key) => ({
      path: [...path, key],
      onKey: true,
      message: unknownKey([...path, key], known),
    }));
  }
  return [{ path, onKey: false, message: `\`${echo(path.join('.'))}\` ${issue.message}.` }];
}

function unknownKey(path: string[], known: string[]): string {
  const name = path.at(-1) ?? '';
  const whole = path.join('.');
  if (whole === 'locked')
    return "`locked` belongs into the organisation's file, in its `.github` repository; leave it out here.";
  if (laterKeys.includes(whole)) return `\`${whole}\` does nothing in this version yet; leave it out.`;
  const nearest = nearestKey(name, known);
  const advice = nearest ? `did you mean \`${nearest}\`?` : `known here: ${known.join(', ')}.`;
  return `\`${echo(name)}\` is no key of a policy; ${advice}`;
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

function offsetOf(document: Document, path: string[], onKey: boolean): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const [index, part] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === part,
      );
      const key = pair?.key as Node | undefined;
      offset = key?.range?.[0] ?? offset;
      node = pair?.value;
      const last = index === path.length - 1;
      if (last && onKey) return offset;
    } else {
      node = document.getIn(path.slice(0, index + 1), true);
    }
    offset = (node as Node | null | undefined)?.range?.[0] ?? offset;
  }
  return offset;
}
