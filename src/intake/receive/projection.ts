import { z } from 'zod';

/**
 * What is needed of a JSON value: the value itself where it is a text, a number and the like; some fields of an object; the
 * same of each in a list.
 */
export type Needed = 'plain' | { fields: ReadonlyMap<string, Needed> } | { each: Needed };

/** What the shapes look at, together. Throws where that cannot be told: each has to name what it reads. */
export function neededBy(...shapes: readonly z.core.$ZodType[]): Needed {
  return shapes.map(neededByOne).reduce(both);
}

function neededByOne(shape: z.core.$ZodType): Needed {
  if (shape instanceof z.ZodOptional || shape instanceof z.ZodNullable || shape instanceof z.ZodCatch)
    return neededByOne(shape.unwrap());
  // What a transformation makes of it was looked at before.
  if (shape instanceof z.ZodPipe) return neededByOne(shape.in);
  if (shape instanceof z.ZodArray) return { each: neededByOne(shape.element) };
  if (shape instanceof z.ZodObject && shape.def.catchall === undefined) {
    const fields = Object.entries<z.core.$ZodType>(shape.shape);
    return { fields: new Map(fields.map(([name, field]) => [name, neededByOne(field)])) };
  }
  if (['string', 'number', 'boolean'].includes(shape._zod.def.type)) return 'plain';
  if (shape instanceof z.ZodUnion && shape.options.every((option) => neededByOne(option) === 'plain'))
    return 'plain';
  throw new Error(
    `What is read of a ${shape._zod.def.type} cannot be told: use objects, lists, texts, numbers and booleans.`,
  );
}

function both(one: Needed, other: Needed): Needed {
  if (one === 'plain' && other === 'plain') return 'plain';
  if (isEach(one) && isEach(other)) return { each: both(one.each, other.each) };
  if (one === 'plain' || other === 'plain' || isEach(one) || isEach(other))
    throw new Error('Two shapes expect different things in the same place.');
  const fields = new Map(one.fields);
  for (const [name, needed] of other.fields) {
    const known = fields.get(name);
    fields.set(name, known === undefined ? needed : both(known, needed));
  }
  return { fields };
}

function isEach(needed: Needed): needed is { each: Needed } {
  return typeof needed === 'object' && 'each' in needed;
}

/**
 * A copy of the needed parts of a value. Where an object or a list stands in the wrong place, an empty one is kept, so
 * that a reader still finds it there.
 */
export function onlyNeeded(needed: Needed, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return isEach(needed) ? value.map((one) => onlyNeeded(needed.each, one)) : [];
  const given = value as Record<string, unknown>;
  const kept: Record<string, unknown> = {};
  if (needed === 'plain' || isEach(needed)) return kept;
  for (const [name, part] of needed.fields)
    if (Object.hasOwn(given, name)) kept[name] = onlyNeeded(part, given[name]);
  return kept;
}
