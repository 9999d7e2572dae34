import { isJson } from './description.ts';

const shapes = ['type', 'enum', 'oneOf', 'anyOf', 'allOf', '$ref'];
const annotations = ['title', 'description', 'example', 'default', 'deprecated'];

/**
 * OpenAPI 3.0 says `nullable: true` where JSON Schema says "or null". Ajv honours it only beside a plain `type`,
 * and an `enum` next to it still refuses null; so every such schema becomes `anyOf: [schema, null]`, in place.
 */
export function spellOutNullable(node: unknown): void {
  if (Array.isArray(node)) for (const item of node) spellOutNullable(item);
  if (!isJson(node)) return;
  for (const [key, child] of Object.entries(node)) {
    // An example is data: a field of it called "nullable" says nothing about a schema.
    if (key !== 'examples' || Array.isArray(child)) spellOutNullable(child);
  }
  if (node.nullable !== true) return;
  const rest = { ...node };
  for (const key of Object.keys(node)) if (key === 'nullable' || !annotations.includes(key)) delete node[key];
  delete rest.nullable;
  // A schema of no shape allows null as it allows everything.
  if (!shapes.some((shape) => Object.hasOwn(rest, shape))) return;
  node.anyOf = [rest, { type: 'null' }];
}
