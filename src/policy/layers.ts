import { type Leaf, leaves } from './keys.ts';
import type { Policy } from './policy.ts';
import type { Level, PolicyFile } from './schema.ts';

/** One file, as it was read, and who it speaks for. */
export interface Layer {
  level: Level;
  file: PolicyFile;
}

/** Where the value of a key comes from. */
export type Origin = Level | 'default';

export interface Layered {
  policy: Policy;
  /** By the path of the key, such as `backfill.deadline`. */
  origins: Record<string, Origin>;
  /** Keys of the last layer that would loosen what is locked above it: there they do not count. */
  overruled: string[];
  /** Keys that a file below the organisation's can only make stricter. */
  locked: string[];
}

/**
 * The files laid over the defaults, key by key: the organisation's first, then the repository's on top. A list that is
 * given replaces the whole list; gates are laid over one another by name. What the organisation locks can be made
 * stricter below, never looser.
 */
export function policyOf(layers: readonly Layer[]): Layered {
  const origins: Record<string, Origin> = {};
  const overruled: string[] = [];
  const locked: string[] = [];
  const policy = {};
  for (const { path, parts, key } of leaves) {
    let value = initialOf(key);
    let origin: Origin = 'default';
    let isLocked = false;
    for (const { level, file } of layers) {
      const given = valueAt(file, parts);
      if (given !== undefined) {
        const next = key.over ? key.over(value, given) : given;
        if (isLocked && !key.lock.keeps(value, next)) {
          const parts = key.lock.loosened?.(value, next).map((part) => `${path}.${part}`);
          overruled.push(...(parts ?? [path]));
        } else [value, origin] = [next, level];
      }
      isLocked ||= level === 'organisation' && (file.locked ?? []).some((one) => isWithin(path, one));
    }
    put(policy, parts, value);
    if (isLocked) locked.push(path);
    origins[path] = origin;
  }
  return { policy: policy as Policy, origins, overruled, locked };
}

const initials = new Map<Leaf['key'], unknown>();

/** What holds where nobody wrote the key. Every policy has the same, so that nobody may change it. */
function initialOf(key: Leaf['key']): unknown {
  if (!initials.has(key)) initials.set(key, frozen(key.schema.parse(key.initial)));
  return initials.get(key);
}

function frozen(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}

/** Whether a key is the one that is named, or in the section of that name. */
function isWithin(path: string, name: string): boolean {
  return path === name || path.startsWith(`${name}.`);
}

/** `undefined`: not written. */
export function valueAt(file: object, parts: readonly string[]): unknown {
  return parts.reduce<unknown>(
    (node, part) => (Object.hasOwn(Object(node), part) ? Object(node)[part] : undefined),
    file,
  );
}

/** The value of a key in a policy, in which the names are those of the program. */
export function valueIn(policy: Policy, parts: readonly string[]): unknown {
  return valueAt(policy, parts.map(camel));
}

function put(policy: Record<string, unknown>, parts: readonly string[], value: unknown): void {
  const [name = '', ...rest] = parts.map(camel);
  if (rest.length === 0) {
    policy[name] = value;
    return;
  }
  const section = isObject(policy[name]) ? policy[name] : {};
  policy[name] = section;
  put(section, rest, value);
}

function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
