/** One value that is not what its key wants is one mistake, at its line. */
import { evaluateFile } from '../../src/policy/evaluate-file.ts';
import { leaves } from '../../src/policy/keys.ts';
import { policyPath } from '../../src/policy/policy-file.ts';
import { mistakeText } from '../../src/wording/policy-file/mistake-text.ts';

function mistakesIn(text: string) {
  const seen = { kind: 'there' as const, path: policyPath, text, twin: false, strangers: [] };
  return evaluateFile(seen, 'repository', null).mistakes;
}

/** A value of each kind, of which every key wants one kind at most. */
const values = {
  'a word': 'deployed',
  'a text that is longer than any list': `"${'ada, '.repeat(30)}"`,
  'an empty text': '""',
  'a number': '7',
  'a number as text': '"7"',
  'a date': '2026-01-01',
  'a yes or no': 'true',
  nothing: 'null',
  'an empty list': '[]',
  'a list': '[a]',
  'a list in a list': '[[a]]',
  'a mapping in a list': '[{ a: b }]',
  'an empty mapping': '{}',
  'a mapping': '{ a: { b: c } }',
};

describe.each(leaves.map(({ path, parts }) => [path, parts] as const))('%s', (_, parts) => {
  const lines = parts.map((part, depth) => `${'  '.repeat(depth)}${part}:`);

  test.each(Object.entries(values))('given %s has one message at most, in its line', (_kind, value) => {
    const found = mistakesIn(`${lines.join('\n')} ${value}`);
    expect(found.length).toBeLessThan(2);
    for (const mistake of found) expect(mistake.line).toBe(parts.length);
  });
});

test.each([
  // The comma ends the value in braces.
  ['branches: { name: a, b }', '1:22', 'comma-in-value'],
  ['branches: { prefix: a, b, c }', '1:24', 'comma-in-value'],
  ['reminders: { quiet-hours: 20:00, 08:00 }', '1:27', 'not-quiet-hours'],
  ['backfill: { labels: a, b }', '1:21', 'not-a-list'],
  ['notify: { slack: deployed, overdue }', '1:18', 'not-a-list'],
  ['backfill: { labels: a, b, c }', '1:21', 'not-a-list'],
  ['reminders: { weekdays: mon, wed, fri }', '1:29', 'weekday'],
  // A key that is known was meant as one.
  ['backfill: { clock: push, draft }', '1:26', 'not-true-or-false'],
  ['backfill: { clock: push, dedline }', '1:26', 'misspelt-key'],
])('a list without its brackets has one message, %s', (file, place, code) => {
  const found = mistakesIn(file);
  expect(found.map((one) => [`${one.line}:${one.column}`, one.problem.code])).toEqual([[place, code]]);
  expect(found.map(mistakeText)).toHaveLength(1);
});
