import { z } from 'zod';
import { encodeProblem } from './explain/encode-problem.ts';
import { nearestKey } from './explain/nearest-key.ts';
import type { ValueProblem } from './explain/problem.ts';
import { isKey, type Key, keys, laterKeys, leaves } from './keys.ts';

const section = encodeProblem({ code: 'not-a-section' });

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

const lockedKey = z.string({ error: encodeProblem({ code: 'not-a-lock' }) }).superRefine((path, context) => {
  const problem = lockProblem(path);
  if (problem) context.addIssue(encodeProblem(problem));
});

function lockProblem(path: string): ValueProblem | null {
  if (lockable.includes(path)) return null;
  if (laterKeys.some((one) => path === one || path.startsWith(`${one}.`)))
    return { code: 'lock-does-nothing-yet' };
  const whole = leaves.find((leaf) => path.startsWith(`${leaf.path}.`));
  if (whole) return { code: 'lock-part', whole: whole.path };
  const paths = lockable.filter((one) => one.endsWith(`.${path}`));
  if (paths.length > 0) return { code: 'lock-not-in-full', paths };
  return { code: 'unknown-lock', nearest: nearestKey(path.slice(0, 60), lockable) };
}

export const locked = {
  does: "Only in the organisation's file: keys, or whole sections, that a repository can make stricter but not looser.",
  write: 'a list of keys, such as `[mode, backfill.deadline]`',
  schema: z
    .array(lockedKey, { error: encodeProblem({ code: 'not-locks' }) })
    .max(50, encodeProblem({ code: 'too-many-entries', most: 50 })),
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
  return z.strictObject(shapeOf(tree), { error: section }).partial().nullable();
}

const shape = shapeOf(keys);

const schemas = {
  repository: z.strictObject(shape, { error: section }).partial(),
  organisation: z
    .strictObject(
      { ...shape, locked: locked.schema.meta({ description: locked.does, default: [] }) },
      { error: section },
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
