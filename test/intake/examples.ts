import { createRequire } from 'node:module';
import type { WebhookDefinition } from '@octokit/webhooks-examples';
import { context, policy } from './reading-context.ts';

const definitions: WebhookDefinition[] = createRequire(import.meta.url)('@octokit/webhooks-examples');
/** GitHub's own examples of what it delivers. */
export const examples = definitions.flatMap(({ name, examples: payloads }) =>
  payloads.map((payload, number) => ({
    event: name,
    payload: payload as object,
    title: `${name} ${number}`,
  })),
);
/** Everything counts, so that no example is passed over for its branch, environment or type. */
export const wide = {
  ...context,
  policy: {
    ...policy,
    branches: { ...policy.branches, prefix: 'c' },
    deploys: { ...policy.deploys, environments: ['*'], dispatches: ['on-demand-test'] },
  },
  target: 'master',
};

/** The path of every field, so deep. */
export function pathsOf(value: object, depth: number): string[][] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const below = depth > 1 && typeof inner === 'object' && inner !== null ? pathsOf(inner, depth - 1) : [];
    return [[name], ...below.map((path) => [name, ...path])];
  });
}

/** A copy with another value at the path. */
export function withValue(holder: object, [name, ...rest]: string[], value: unknown): object {
  if (name === undefined) return holder;
  const inner: unknown = Reflect.get(holder, name);
  const next =
    rest.length > 0 && typeof inner === 'object' && inner !== null ? withValue(inner, rest, value) : value;
  return Array.isArray(holder)
    ? holder.map((item, index) => (String(index) === name ? next : item))
    : { ...holder, [name]: next };
}
