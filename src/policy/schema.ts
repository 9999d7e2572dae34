import { z } from 'zod';
import { nearestKey } from './explain/nearest-key.ts';
import { isKey, type Key, keys, laterKeys, leaves } from './keys.ts';

const mapping = 'must be a mapping of keys to values, indented below it';

type FileOf<T> = {
  [K in keyof T]?: T[K] extends Key<infer Schema, infer _> ? z.output<Schema> : FileOf<T[K]> | null;
};

/** A policy file: what is written, and nothing else. `locked`: in the organisation's file alone. */
export type PolicyFile = FileOf<typeof keys> & { locked?: string[] };

/** Who a file speaks for. */
export type Level = 'organisation' | 'repository';

/** Keys and whole sections that can be locked. */
const lockable: readonly string[] = [
  ...new Set(leaves.flatMap(({ parts }) => parts.map((_, index) => parts.slice(0, index + 1).join('.')))),
];

const lockedKey = z
  .string({ error: 'must be a key, such as backfill.deadline' })
  .superRefine((path, context) => {
    if (lockable.includes(path)) return;
    const within = lockable.find(
      (one) => path.startsWith(`${one}.`) && leaves.some((leaf) => leaf.path === one),
    );
    if (laterKeys.some((one) => path === one || path.startsWith(`${one}.`))) {
      context.addIssue('does nothing in this version yet; leave it out');
      return;
    }
    const whole = lockable.filter((one) => one.endsWith(`.${path}`));
    const nearest = nearestKey(path.slice(0, 60), lockable);
    const advice = within
      ? `cannot be locked by itself; lock the whole of \`${within}\``
      : whole.length > 0
        ? `must be written in full: \`${whole.join('` or `')}\``
        : `must be a key of a policy, such as ${nearest ?? 'mode or backfill.deadline'}`;
    context.addIssue(advice);
  });

export const locked = {
  does: "In the organisation's file alone: keys, or whole sections, that a repository can make stricter and not looser.",
  write: 'a list of keys, such as `[mode, backfill.deadline]`',
  schema: z
    .array(lockedKey, { error: 'must be a list of keys, such as [mode, backfill.deadline]' })
    .max(50, 'must have at most 50 entries'),
};

function shapeOf(tree: object): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(tree).map(([name, node]) => [name, isKey(node) ? described(node) : sectionOf(node)]),
  );
}

function described({ schema, does, initial }: Key): z.ZodType {
  return schema.meta({ ...schema.meta(), description: does.replaceAll('`', ''), default: initial });
}

/** A section whose keys are all commented out is an empty one. */
function sectionOf(tree: object): z.ZodType {
  return z.strictObject(shapeOf(tree), { error: mapping }).partial().nullable();
}

const shape = shapeOf(keys);

const schemas = {
  repository: z.strictObject(shape, { error: mapping }).partial(),
  organisation: z
    .strictObject(
      { ...shape, locked: locked.schema.meta({ description: locked.does, default: [] }) },
      { error: mapping },
    )
    .partial(),
};

/** What a file of that level may say, strictly. */
export function schemaOf(level: Level): z.ZodObject {
  return schemas[level];
}

/** For editors: it cannot tell of which level a file is, and takes the keys of both. */
export function editorSchema(): object {
  const schema = z.toJSONSchema(schemas.organisation, { io: 'input', unrepresentable: 'any' });
  return { ...schema, title: 'Policy of hotfix-policy' };
}
