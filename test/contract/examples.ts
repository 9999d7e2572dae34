import { createRequire } from 'node:module';
import {
  isJson,
  type Json,
  pointer,
  readDescription,
  resolve,
  resolveJson,
  restDescription,
} from './description.ts';

let description: Json | null = null;

/** The example called `default`, or else the first. */
function exampleAt(contentAt: string): unknown {
  description ??= readDescription(restDescription);
  const examplesAt = contentAt + pointer('application/json', 'examples');
  const examples = resolve(description, examplesAt).value;
  if (!isJson(examples)) return undefined;
  const name = Object.hasOwn(examples, 'default') ? 'default' : (Object.keys(examples)[0] ?? '');
  const example = resolveJson(description, examplesAt + pointer(name));
  if (!example) return undefined;
  const { value } = example.value;
  if (!isJson(value) || value.$ref === undefined) return structuredClone(value);
  // Some examples refer to a shared one from inside, which then carries a `value` of its own.
  return structuredClone(resolveJson(description, example.at + pointer('value'))?.value.value);
}

function operationAt(method: string, template: string): string {
  return pointer('paths', template, method.toLowerCase());
}

/** GitHub's example of a request body, a copy; undefined where GitHub gives none. */
export function requestExample(method: string, template: string): unknown {
  return exampleAt(operationAt(method, template) + pointer('requestBody', 'content'));
}

/** GitHub's example of an answer's body, a copy. Throws where GitHub gives none. */
export function responseExample(method: string, template: string, status: number): unknown {
  const example = exampleAt(operationAt(method, template) + pointer('responses', status, 'content'));
  if (example === undefined) throw new Error(`GitHub gives no example of ${method} ${template}, ${status}`);
  return example;
}

const require = createRequire(import.meta.url);
let deliveries: readonly { name: string; examples: unknown[] }[] | null = null;

/** A delivery that GitHub once sent, a copy: the first of this event, with this action unless null. Throws where there is none. */
export function webhookExample(event: string, action: string | null): Json {
  deliveries ??= require('@octokit/webhooks-examples') as { name: string; examples: unknown[] }[];
  const examples = deliveries.find(({ name }) => name === event)?.examples.filter(isJson) ?? [];
  const example = examples.find((one) => action === null || one.action === action);
  if (!example) throw new Error(`there is no example of the webhook ${event} ${action ?? ''}`);
  return structuredClone(example);
}
