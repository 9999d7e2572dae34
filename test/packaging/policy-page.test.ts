import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { defaultPolicy } from '../../src/policy/default-policy.ts';
import { parsePolicy } from '../../src/policy/parse-policy.ts';
import { laterKeys, policySchema } from '../../src/policy/schema.ts';

const page = readFileSync('docs/policy.md', 'utf8');
const [defaults = '', ...examples] = [...page.matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1] ?? '');

/** The file's keys by path, such as `backfill.deadline`; gates are named by people. */
function pathsOf(schema: unknown, path: string[] = []): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return pathsOf(schema.unwrap(), path);
  if (!(schema instanceof z.ZodObject)) return [path.join('.')];
  return Object.entries(schema.shape).flatMap(([key, value]) => pathsOf(value, [...path, key]));
}

function section(title: string): string {
  const [, rest = ''] = page.split(`## ${title}\n`);
  return rest.split('\n## ')[0] ?? '';
}

test('the page begins with the defaults, all of them written out', () => {
  expect(parsePolicy(defaults)).toEqual({ ok: true, policy: defaultPolicy, notInForce: [] });
  const written = [...defaults.matchAll(/^ *([a-z-]+):/gm)].map((match) => match[1]);
  const keys = pathsOf(policySchema).filter((path) => !laterKeys.includes(path));
  expect(keys.map((path) => path.split('.').at(-1)).filter((key) => !written.includes(key))).toEqual([]);
});

test('its table describes every key, and no other', () => {
  const described = [...section('Keys').matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]);
  expect(described).toEqual(pathsOf(policySchema).filter((path) => !laterKeys.includes(path)));
});

test('it names the keys that change nothing yet', () => {
  const named = [...section('Not acted on yet').matchAll(/`([^`]+)`/g)].map((match) => match[1]);
  expect(named).toEqual(laterKeys);
});

test('its examples are policies', () => {
  expect(examples.length).toBeGreaterThan(1);
  for (const example of examples) expect(parsePolicy(example)).toMatchObject({ ok: true, notInForce: [] });
});

test('each mistake that it shows is answered as it says', () => {
  const rows = [
    ...section('When it is read, and what a mistake does').matchAll(/^\| `(.+?)` \| (`.*) \|$/gm),
  ];
  expect(rows.length).toBeGreaterThan(3);
  for (const [, file = '', message] of rows) {
    expect(parsePolicy(file)).toMatchObject({ ok: false, mistakes: [{ message }] });
  }
});

test('the example in the README is a policy', () => {
  const [, example = ''] = /```yaml\n(.*?)```/s.exec(readFileSync('README.md', 'utf8')) ?? [];
  expect(parsePolicy(example)).toMatchObject({ ok: true, notInForce: [] });
});
