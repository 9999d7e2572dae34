/** The page about the policy file, and the schema for editors, say what the keys say. */

import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { parseBranchName } from '../../src/policy/branch-name.ts';
import { defaultPolicy } from '../../src/policy/default-policy.ts';
import { evaluateFile } from '../../src/policy/evaluate-file.ts';
import { laterKeys, leaves } from '../../src/policy/keys.ts';
import { parsePolicy } from '../../src/policy/parse-policy.ts';
import { editorSchema, type Level, locked } from '../../src/policy/schema.ts';
import { mistakeText } from '../../src/wording/policy-file/mistake-text.ts';
import { completeFile } from '../policy/complete-file.ts';
import { policyFrom } from '../support/policy.ts';

const pagePath = 'docs/policy.md';
const schemaPath = 'docs/hotfix-policy.schema.json';
const page = readFileSync(pagePath, 'utf8');

function section(title: string, of = page): string {
  const [, rest = ''] = of.split(`## ${title}\n`);
  return rest.split('\n## ')[0] ?? '';
}

function filesIn(text: string): string[] {
  return [...text.matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1] ?? '');
}

const [defaults = ''] = filesIn(section('Every key, with its default'));

function evaluated(text: string, level: Level) {
  return evaluateFile({ kind: 'there', path: 'policy.yml', text, twin: false, strangers: [] }, level, null);
}

/** The table of keys, from their own descriptions. */
function keysTable(): string {
  const rows = [
    ...leaves.map(({ path, key }) => [`\`${path}\``, key.does, key.write]),
    ['`locked`', locked.does, locked.write],
  ];
  return [['key', 'what it does', 'what may be written'], ['---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** `UPDATE_GOLDEN=1` writes the page and the schema anew. */
function updating(): boolean {
  return Boolean(process.env.UPDATE_GOLDEN) && !process.env.CI;
}

test('the page shows the defaults, all of them written out', () => {
  expect(policyFrom(defaults)).toEqual(defaultPolicy);
  const written = [...defaults.matchAll(/^ *([a-z-]+):/gm)].map((match) => match[1]);
  expect(leaves.map(({ parts }) => parts.at(-1)).filter((key) => !written.includes(key))).toEqual([]);
});

test('its table describes every key as the keys do', () => {
  const [found = ''] = /^\| key .*\n(?:\|.*\n)+/m.exec(section('Keys')) ?? [];
  if (updating())
    writeFileSync(
      pagePath,
      readFileSync(pagePath, 'utf8').replace(found.trimEnd(), () => keysTable()),
    );
  else expect(found.trimEnd()).toBe(keysTable());
});

/** What a repository may still write, for keys with the same rule. */
function locksTable(): string {
  const alike = Map.groupBy(leaves, ({ key }) => key.lock.allows);
  const rows = [...alike].map(([allows, its]) => [its.map(({ path }) => `\`${path}\``).join(', '), allows]);
  return [['locked key', 'what a repository may still write'], ['---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

test('it says for every key which values a lock allows', () => {
  const [found = ''] = /^\| locked key .*\n(?:\|.*\n)+/m.exec(section('For a whole organisation')) ?? [];
  if (updating())
    writeFileSync(
      pagePath,
      readFileSync(pagePath, 'utf8').replace(found.trimEnd(), () => locksTable()),
    );
  else expect(found.trimEnd()).toBe(locksTable());
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

test('it begins with a file of one line', () => {
  expect(filesIn(page)[0]).toBe('mode: observe\n');
});

const lanes = filesIn(section('Common lanes'));

test('there are examples of other lanes', () => {
  expect(lanes.length).toBeGreaterThan(7);
});

test.each(lanes)(
  'a common lane is a file of a repository, as it stands, and changes something: %j',
  (file) => {
    const { mistakes, remarks, policy } = evaluated(file, 'repository');
    expect([...mistakes, ...remarks]).toEqual([]);
    expect(policy).not.toEqual(defaultPolicy);
  },
);

test('branch names under another rule are understood as the page says', () => {
  const [file = ''] = lanes.filter((lane) => lane.includes('emergency/'));
  const policy = policyFrom(file);
  const numbered = parseBranchName(policy, 'emergency/4711-fix-login');
  expect(numbered).toEqual({ kind: 'hotfix', incident: '4711', slug: 'fix-login' });
  const bare = parseBranchName(policy, 'emergency/fix-login');
  expect(bare).toEqual({ kind: 'hotfix', incident: '', slug: 'fix-login' });
});

test('every other file on it is a policy too', () => {
  const [file = '', ...others] = filesIn(section('For a whole organisation'));
  expect(others).toEqual([]);
  expect(evaluated(file, 'organisation').mistakes).toEqual([]);
  for (const one of filesIn(section('The shortest file')))
    expect(evaluated(one, 'repository').mistakes).toEqual([]);
});

test('each mistake that it shows gets the message that it shows', () => {
  const rows = [
    ...section('When it is read, and what a mistake does').matchAll(/^\| `(.+?)` \| (`.*) \|$/gm),
  ];
  expect(rows.length).toBeGreaterThan(3);
  for (const [, file = '', message] of rows) {
    expect(evaluated(file, 'repository').mistakes.map(mistakeText)).toEqual([message]);
  }
});

test('the example in the README is a policy', () => {
  const [, example = ''] = /```yaml\n(.*?)```/s.exec(readFileSync('README.md', 'utf8')) ?? [];
  expect(parsePolicy(example)).toMatchObject({ ok: true });
});
