import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

type Json = Record<string, unknown>;

interface Description {
  components: { examples: Record<string, { value: unknown }> };
}

let description: Description | null = null;
let deliveries: { name: string; examples: Json[] }[] | null = null;
const texts = new Map<string, string>();

/**
 * GitHub's own example of an answer, with every field that GitHub sends; the state is written over it. A new copy
 * each time.
 */
export function answerExample(name: string): Json {
  const known = texts.get(name);
  if (known !== undefined) return JSON.parse(known) as Json;
  description ??= JSON.parse(
    readFileSync(require.resolve('@octokit/openapi/generated/api.github.com.json'), 'utf8'),
  ) as Description;
  const value = description.components.examples[name]?.value;
  if (value === undefined) throw new Error(`GitHub's description has no example ${name}`);
  const text = JSON.stringify(Array.isArray(value) ? value[0] : value);
  texts.set(name, text);
  return JSON.parse(text) as Json;
}

/** GitHub's own example of a delivery; of several, the first with this action. A new copy each time. */
export function deliveryExample(event: string, action: string | null): Json {
  deliveries ??= require('@octokit/webhooks-examples') as { name: string; examples: Json[] }[];
  const examples = deliveries.find((one) => one.name === event)?.examples ?? [];
  const example = examples.find((one) => one.action === action) ?? examples[0];
  if (!example) throw new Error(`there is no example of ${event}`);
  return structuredClone(example);
}
