import { type Document, isMap, isPair, isScalar, type Node } from 'yaml';
import { z } from 'zod';
import { echo } from './echo.ts';
import { nearestKey } from './nearest-key.ts';
import type { ParsedPolicy } from './policy.ts';
import { mostMistakes, readYaml } from './read-yaml.ts';
import { laterKeys, overDefaults, policySchema } from './schema.ts';

/** Reads a policy file. Every mistake is named, with its place, in the order of the file. Never throws. */
export function parsePolicy(text: string): ParsedPolicy {
  const read = readYaml(text);
  if (!read.ok) return read;
  if (!read.written) return { ok: true, policy: overDefaults({}), notInForce: [] };
  const { document, value, place } = read.written;
  const parsed = policySchema.safeParse(value);
  const mistakes = parsed.success ? combinations(parsed.data) : parsed.error.issues.flatMap(mistakesOf);
  if (document.hasIn(prototypeGate)) {
    mistakes.push({
      path: prototypeGate,
      onKey: true,
      message: 'A gate cannot be named `__proto__`; choose another name.',
    });
  }
  if (parsed.success && mistakes.length === 0) {
    const notInForce = laterKeys.filter((path) => document.hasIn(path.split('.')));
    return { ok: true, policy: overDefaults(parsed.data), notInForce };
  }
  const distinct = new Map(
    mistakes.map((mistake) => [`${mistake.path.join('.')}\n${mistake.message}`, mistake]),
  );
  const placed = [...distinct.values()].slice(0, mostMistakes).map(({ path, onKey, message }) => {
    const at = place(offsetOf(document, path, onKey));
    return { ...at, path: path.join('.'), message };
  });
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

function mistakesOf(issue: z.core.$ZodIssue): Found[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const nearest = nearestKey(key, keysAt(path));
      const advice = nearest ? `did you mean \`${nearest}\`?` : `known here: ${keysAt(path).join(', ')}.`;
      return {
        path: [...path, key],
        onKey: true,
        message: `\`${echo(key)}\` is no key of a policy; ${advice}`,
      };
    });
  }
  return [{ path, onKey: false, message: `\`${echo(path.join('.'))}\` ${issue.message}.` }];
}

/** Keys that each make sense and together do not. */
function combinations(file: z.output<typeof policySchema>): Found[] {
  const { prefix = 'hotfix/', target } = file.branches ?? {};
  return target?.startsWith(prefix)
    ? [
        {
          path: ['branches', 'target'],
          onKey: false,
          message: `\`branches.target\` must not itself be a hotfix branch; it begins with \`${echo(prefix)}\`.`,
        },
      ]
    : [];
}

function keysAt(path: string[]): string[] {
  let schema: unknown = policySchema;
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
