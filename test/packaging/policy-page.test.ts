/** The page about the policy file, and the schema for editors, say what the keys say. */
import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { defaultPolicy } from '../../src/policy/default-policy.ts';
import { laterKeys, leaves } from '../../src/policy/keys.ts';
import { parsePolicy } from '../../src/policy/parse-policy.ts';
import { editorSchema, locked } from '../../src/policy/schema.ts';
import { completeFile } from '../policy/complete-file.ts';
import { policyFrom } from '../support/policy.ts';

const pagePath = 'docs/policy.md';
const schemaPath = 'docs/hotfix-policy.schema.json';
const page = readFileSync(pagePath, 'utf8');
const [defaults = '', ...examples] = [...page.matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1] ?? '');

function section(title: string, of = page): string {
  const [, rest = ''] = of.split(`## ${title}\n`);
  return rest.split('\n## ')[0] ?? '';
}

/** The table of keys as they describe themselves. */
function keysTable(): string {
  const rows = [
    ...leaves.map(({ path, key }) => [`\`${path}\``, key.does, key.write]),
    ['`locked`', locked.does, locked.write],
  ];
  return [['key', 'what it does', 'what may be written'], ['---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** With `UPDATE_GOLDEN=1` the page and the schema are written anew. */
function updating(): boolean {
  return Boolean(process.env.UPDATE_GOLDEN) && !process.env.CI;
}

test('the page begins with the defaults, all of them written out', () => {
  expect(policyFrom(defaults)).toEqual(defaultPolicy);
  const written = [...defaults.matchAll(/^ *([a-z-]+):/gm)].map((match) => match[1]);
  expect(leaves.map(({ parts }) => parts.at(-1)).filter((key) => !written.includes(key))).toEqual([]);
});

test('its table describes every key as the keys do', () => {
  const [found = ''] = /^\| key .*\n(?:\|.*\n)+/m.exec(section('Keys')) ?? [];
  if (updating())
    writeFileSync(
      pagePath,
      page.replace(found.trimEnd(), () => keysTable()),
    );
  else expect(found.trimEnd()).toBe(keysTable());
});

test('the schema for editors is that of the keys', () => {
  const schema = editorSchema();
  if (updating()) writeFileSync(schemaPath, `${JSON.stringify(schema, null, 2)}\n`);
  expect(JSON.parse(readFileSync(schemaPath, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
});

describe('the schema for editors', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(editorSchema());

  test.each([
    ['the defaults', defaults],
    ['the complete file', completeFile],
    ['an organisation with locks', 'locked: [mode, backfill.deadline]'],
    ['sections with nothing in them', 'backfill:\npipeline:\n'],
  ])('takes %s', (_, file) => {
    expect(validate(parse(file))).toBe(true);
  });

  test.each([
    'remindrs: {}',
    'mode: fast',
    'backfill: { deadline: soon }',
    'backfill: 24h',
    'reminders: { limit: 51 }',
    'owners: ada',
    'gate: {}',
  ])('marks %s', (file) => {
    expect(parsePolicy(file).ok).toBe(false);
    expect(validate(parse(file))).toBe(false);
  });
});

test('the page names the keys that do nothing yet', () => {
  const named = [...section('Not there yet').matchAll(/`([^`]+)`/g)].map((match) => match[1]);
  expect(named).toEqual(laterKeys);
});

test('its examples are policies', () => {
  expect(examples.length).toBeGreaterThan(1);
  for (const example of examples) expect(parsePolicy(example, 'organisation')).toMatchObject({ ok: true });
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
  expect(parsePolicy(example)).toMatchObject({ ok: true });
});
