import { type Document, isMap, isPair, isScalar, LineCounter, type Node, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { nearestKey } from './nearest-key.ts';
import type { ParsedPolicy } from './policy.ts';
import { laterKeys, overDefaults, policySchema } from './schema.ts';

const mostBytes = 65_536;
const mostEcho = 80;

/** Reads a policy file. Every mistake is named, with its place, in the order of the file. Never throws. */
export function parsePolicy(text: string): ParsedPolicy {
  if (text.length > mostBytes) return whole('is larger than 64 KiB; a policy is a few dozen lines');
  const lines = new LineCounter();
  const source = text.replace(/^\uFEFF/, '');
  const documents = parseAllDocuments(source, {
    lineCounter: lines,
    uniqueKeys: true,
    version: '1.2',
    logLevel: 'silent',
  });
  if (!Array.isArray(documents) || documents.length === 0)
    return { ok: true, policy: overDefaults({}), notInForce: [] };
  const [document] = documents;
  if (!document) return { ok: true, policy: overDefaults({}), notInForce: [] };
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (documents.length > 1) {
    const at = documents[1]?.range?.[0] ?? 0;
    return {
      ok: false,
      mistakes: [
        {
          ...place(at),
          path: '',
          message: 'There are several documents in this file; keep one, without "---" in between.',
        },
      ],
    };
  }
  if (document.errors.length > 0) {
    const mistakes = document.errors.map((error) => ({
      ...place(error.pos[0]),
      path: '',
      message: syntaxMessage(error),
    }));
    return { ok: false, mistakes };
  }
  return judge(document, place);
}

function judge(
  document: Document,
  place: (offset: number) => { line: number; column: number },
): ParsedPolicy {
  let value: unknown;
  try {
    // Aliases that grow into millions of nodes are refused by the parser.
    value = document.toJS({ maxAliasCount: 100 });
  } catch {
    return whole('uses aliases that grow too large; write the values out');
  }
  if (value === null || value === undefined) return { ok: true, policy: overDefaults({}), notInForce: [] };
  if (!isMap(document.contents)) return whole('must be a mapping of keys to values, such as "mode: observe"');
  const parsed = policySchema.safeParse(value);
  const mistakes = parsed.success ? combinations(parsed.data) : parsed.error.issues.flatMap(mistakesOf);
  if (parsed.success && mistakes.length === 0) {
    const notInForce = laterKeys.filter((path) => document.hasIn(path.split('.')));
    return { ok: true, policy: overDefaults(parsed.data), notInForce };
  }
  const placed = mistakes.map(({ path, onKey, message }) => {
    const at = place(offsetOf(document, path, onKey));
    return { ...at, path: path.join('.'), message };
  });
  return { ok: false, mistakes: placed.sort((a, b) => a.line - b.line || a.column - b.column) };
}

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

function whole(message: string): ParsedPolicy {
  return { ok: false, mistakes: [{ line: 1, column: 1, path: '', message: `The file ${message}.` }] };
}

function syntaxMessage({ code, message }: { code: string; message: string }): string {
  if (code === 'DUPLICATE_KEY') return 'This key is there twice; keep one.';
  if (code === 'TAB_AS_INDENT') return 'This line is indented with a tab; YAML wants spaces.';
  const first = message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? 'it cannot be read';
  return `This is not YAML: ${echo(first)}.`;
}

/** What people wrote, shown back: short, and without anything that moves a cursor. */
function echo(written: string): string {
  const plain = written.replace(/[\p{Cc}\p{Cf}`]/gu, '');
  return plain.length > mostEcho ? `${plain.slice(0, mostEcho)}…` : plain;
}
