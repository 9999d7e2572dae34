import { z } from 'zod';

/** What is needed of a JSON value: all of it, some fields of an object, or the same of each in a list. */
export type Needed = 'all' | NeededFields | { each: Needed };

interface NeededFields {
  fields: ReadonlyMap<string, Needed>;
}

/** What the shapes look at, together: where one of them takes whatever is there, all of it. */
export function neededBy(...shapes: readonly z.core.$ZodType[]): Needed {
  const [first, ...others] = shapes.map(neededByOne);
  return others.reduce<Needed>(both, first ?? 'all');
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
  return 'all';
}

function both(one: Needed, other: Needed): Needed {
  if (one === 'all' || other === 'all') return 'all';
  if ('each' in one || 'each' in other)
    return 'each' in one && 'each' in other ? { each: both(one.each, other.each) } : 'all';
  const fields = new Map(one.fields);
  for (const [name, needed] of other.fields) {
    const known = fields.get(name);
    fields.set(name, known === undefined ? needed : both(known, needed));
  }
  return { fields };
}

/**
 * A copy of what is needed of a value. What is of another type than expected stays as it is, so that whoever reads it
 * says the same of it.
 */
export function onlyNeeded(needed: Needed, value: unknown): unknown {
  if (needed === 'all' || typeof value !== 'object' || value === null) return value;
  if ('each' in needed)
    return Array.isArray(value) ? value.map((one) => onlyNeeded(needed.each, one)) : value;
  if (Array.isArray(value)) return value;
  const given = value as Record<string, unknown>;
  const kept: Record<string, unknown> = {};
  for (const [name, part] of needed.fields)
    if (Object.hasOwn(given, name)) kept[name] = onlyNeeded(part, given[name]);
  return kept;
}
