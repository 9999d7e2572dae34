/** A file that people half broke is answered with a policy, or with mistakes that they can find. */

import fc from 'fast-check';
import { policyOf } from '../../src/policy/layers.ts';
import { type ParsedPolicy, parsePolicy } from '../../src/policy/parse-policy.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { mistakeText } from '../../src/wording/policy-file/mistake-text.ts';
import { completeFile } from './complete-file.ts';

const lines = completeFile.split('\n');
const lineNumber = fc.nat({ max: lines.length - 1 });
const offset = fc.nat({ max: completeFile.length - 1 });

const withLine = (at: number, ...instead: string[]) =>
  [...lines.slice(0, at), ...instead, ...lines.slice(at + 1)].join('\n');
const withText = (at: number, removed: number, instead: string) =>
  completeFile.slice(0, at) + instead + completeFile.slice(at + removed);

/** Characters that mean something to YAML, and some that look as if they did not. */
const telling = fc.constantFrom(
  ...':-?,[]{}#&*!|>\'"%@`\\<=\t\n\r \0\u001b\u0085\u00a0\u200b\u202e\ufeff\ud83d😀é0~/',
);
const piece = fc.oneof(
  telling,
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constantFrom(
    '\n---\n',
    '\n...\n',
    '<<: *a\n',
    '&a ',
    '*a',
    '!!set ',
    '!!binary ',
    '? ',
    '%YAML 1.1\n',
    '__proto__: ',
  ),
);

const mutations = {
  'a line left out': lineNumber.map((at) => withLine(at)),
  'a line written twice': lineNumber.map((at) => withLine(at, lines[at] ?? '', lines[at] ?? '')),
  'two lines changed places': fc.tuple(lineNumber, lineNumber).map(([from, to]) =>
    lines
      .with(from, lines[to] ?? '')
      .with(to, lines[from] ?? '')
      .join('\n'),
  ),
  'a character changed': fc.tuple(offset, telling).map(([at, character]) => withText(at, 1, character)),
  'a piece put in between': fc.tuple(offset, piece).map(([at, text]) => withText(at, 0, text)),
  'a piece torn out': fc.tuple(offset, fc.nat({ max: 40 })).map(([at, length]) => withText(at, length, '')),
  'an end torn off': offset.map((at) => completeFile.slice(0, at)),
  'a line indented otherwise': fc
    .tuple(lineNumber, fc.stringMatching(/^[ \t]{0,9}$/))
    .map(([at, indentation]) => withLine(at, indentation + (lines[at] ?? '').trimStart())),
  'the value of a line replaced': fc
    .tuple(lineNumber, fc.oneof(fc.json(), fc.string(), fc.double().map(String)))
    .map(([at, value]) => withLine(at, `${(lines[at] ?? '').split(':')[0]}: ${value}`)),
  'several pieces changed': fc
    .array(fc.tuple(offset, fc.nat({ max: 3 }), piece), { maxLength: 8 })
    .map((changes) =>
      changes.reduce(
        (text, [at, removed, instead]) => text.slice(0, at) + instead + text.slice(at + removed),
        completeFile,
      ),
    ),
  'lines that end as on Windows': fc
    .tuple(offset, telling)
    .map(([at, character]) => `\uFEFF${withText(at, 1, character).replaceAll('\n', '\r\n')}`),
  'text that is no policy': fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(fc.oneof(telling, fc.constantFrom('mode', 'backfill', 'deadline', 'x')), { maxLength: 60 })
      .map((all) => all.join('')),
    fc.json(),
  ),
};

/** The second time counts where the first was slow: a pause of the whole process is no slow answer. */
function answer(file: string): ParsedPolicy {
  const first = timed(file);
  const { parsed, took } = first.took < 250 ? first : timed(file);
  expect(took).toBeLessThan(250);
  return parsed;
}

function timed(file: string): { parsed: ParsedPolicy; took: number } {
  const start = performance.now();
  const parsed = parsePolicy(file);
  return { parsed, took: performance.now() - start };
}

function mustBeWhole(policy: Policy): void {
  expect(
    JSON.stringify(policy, (_, value: unknown) => (value === undefined ? 'missing' : value)),
  ).not.toContain('"missing"');
  expect(['enforce', 'observe', 'off']).toContain(policy.mode);
  expect(policy.backfill.deadline).toBeGreaterThan(0);
  expect(policy.reminders.every).toBeGreaterThan(0);
  expect(new Date().toLocaleString('en', { timeZone: policy.timezone })).not.toBe('');
  for (const gate of Object.values(policy.pipeline.gates)) {
    expect(gate).toEqual({ keep: expect.any(Boolean), match: expect.any(Array) });
  }
}

function mustBeFound(mistakes: Extract<ParsedPolicy, { ok: false }>['mistakes'], file: string): void {
  const written = file.replace(/^\uFEFF/, '').split('\n');
  expect(mistakes.length).toBeGreaterThan(0);
  let last = { line: 1, column: 1 };
  for (const mistake of mistakes) {
    const { line, column } = mistake;
    const message = mistakeText(mistake);
    // One behind the last character is where something is missing.
    expect(line).toBeLessThanOrEqual(written.length);
    expect(column).toBeLessThanOrEqual((written[line - 1] ?? '').length + 1);
    expect(line > last.line || (line === last.line && column >= last.column)).toBe(true);
    expect(message).toMatch(/^\S[^\p{Cc}]{8,}[.?]$/u);
    expect(message.isWellFormed()).toBe(true);
    last = mistake;
  }
}

describe('the complete file with', () => {
  it.each(Object.entries(mutations))(
    '%s is a policy, or has mistakes that can be found in it',
    (_, files) => {
      answer(completeFile);
      fc.assert(
        fc.property(files, (file) => {
          const parsed = answer(file);
          if (parsed.ok) mustBeWhole(policyOf([{ level: 'repository', file: parsed.file }]).policy);
          else mustBeFound(parsed.mistakes, file);
        }),
        { numRuns: 100 },
      );
    },
  );
});

/** One slip of a finger: a letter left out, written twice, or changed places with the next. */
const slip = (word: string) =>
  fc.tuple(fc.nat({ max: word.length - 2 }), fc.constantFrom('out', 'twice', 'places')).map(([at, kind]) => {
    const [before, letter = '', next = ''] = [word.slice(0, at), word[at], word[at + 1]];
    const rest = word.slice(at + 2);
    switch (kind) {
      case 'out':
        return before + next + rest;
      case 'twice':
        return before + letter + letter + next + rest;
      default:
        return before + next + letter + rest;
    }
  });

test.each(
  lines.flatMap((line, index) => {
    const [, indentation = '', key = ''] = /^(\s*)([a-z-]+):/.exec(line) ?? [];
    // A gate may have any name.
    return key === '' || key === 'unit-tests' ? [] : [[key, index, indentation.length] as const];
  }),
)(
  'a slip in the key %s in line %d has one message, at its place, with the key',
  (key, index, indentation) => {
    fc.assert(
      fc.property(slip(key), (written) => {
        fc.pre(written !== key);
        const parsed = parsePolicy(withLine(index, (lines[index] ?? '').replace(key, written)));
        if (parsed.ok) throw new Error(`${written} is taken for a key`);
        const [mistake, ...more] = parsed.mistakes.filter(({ line }) => line === index + 1);
        expect(more).toEqual([]);
        expect(mistake).toMatchObject({ line: index + 1, column: indentation + 1 });
        expect(mistake?.problem).toMatchObject({ code: 'misspelt-key', nearest: key });
        expect(parsed.mistakes).toHaveLength(1);
      }),
      { numRuns: 12 },
    );
  },
);

test('the mutations reach both answers, and many different mistakes', () => {
  const messages = new Set<string>();
  let policies = 0;
  for (const file of fc.sample(fc.oneof(...Object.values(mutations)), { numRuns: 1_000, seed: 1 })) {
    const parsed = parsePolicy(file);
    if (parsed.ok) policies++;
    else for (const mistake of parsed.mistakes) messages.add(mistakeText(mistake));
  }
  expect(policies).toBeGreaterThan(100);
  expect(messages.size).toBeGreaterThan(50);
});
