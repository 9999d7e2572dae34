/**
 * Some hundred policy files as people write them by hand, with what each is answered: `files-by-hand.txt`, to be read.
 * Written anew by `UPDATE_GOLDEN=1`. In it `␉`, `␍`, `␀`, `␂`, `␠` and `⍽` stand for a tab, a carriage return, a zero, a
 * byte order mark, a space at the end of a line and one that does not break; a file that begins with `!ORG` is the organisation's.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { type EvaluatedFile, evaluateFile } from '../../src/policy/evaluate-file.ts';
import { shownValues } from '../../src/policy/explain/shown-values.ts';
import { conflictWords } from '../../src/wording/policy-file/conflict-words.ts';
import { fileWords } from '../../src/wording/policy-file/file-words.ts';
import { keyWords } from '../../src/wording/policy-file/key-words.ts';
import { mistakeText } from '../../src/wording/policy-file/mistake-text.ts';
import { syntaxWords } from '../../src/wording/policy-file/syntax-words.ts';
import { valueWords } from '../../src/wording/policy-file/value-words.ts';

const cornerstone = '·····\n';
const path = 'test/policy/files-by-hand.txt';
const answerMark = '=> ';

interface Case {
  written: string;
  file: string;
  level: 'organisation' | 'repository';
  answers: string[];
}

const stands: Record<string, string> = {
  '␉': '\t',
  '␍': '\r',
  '␀': '\0',
  '␂': '\uFEFF',
  '␠': ' ',
  '⍽': '\u00a0',
};

const cases: Case[] = readFileSync(path, 'utf8')
  .split(cornerstone)
  .slice(1)
  .map((block) => {
    const lines = block.replace(/\n$/, '').split('\n');
    const answers = lines.filter((line) => line.startsWith(answerMark));
    const written = lines.filter((line) => !line.startsWith(answerMark)).join('\n');
    const file = written.replace(/^!ORG\n/, '').replace(/[␉␍␀␂␠⍽]/g, (sign) => stands[sign] ?? sign);
    return { written, file, level: written.startsWith('!ORG\n') ? 'organisation' : 'repository', answers };
  });

/** How long each took, the first time; milliseconds. */
const took: number[] = [];
const judgements = cases.map((one): [Case, EvaluatedFile] => {
  const start = performance.now();
  const seen = { kind: 'there' as const, path: 'policy.yml', text: one.file, twin: false, strangers: [] };
  const judged = evaluateFile(seen, one.level, null);
  took.push(performance.now() - start);
  return [one, judged];
});

/** What is in force by it, or each mistake. */
function answersTo(judged: EvaluatedFile): string[] {
  if (judged.mistakes.length > 0)
    return judged.mistakes.map((one) => `${answerMark}${one.line}:${one.column} ${mistakeText(one)}`);
  const written = shownValues(judged).filter(({ origin }) => origin !== 'default');
  const values = written.map(({ path: key, value }) => (key === 'pipeline.gates' ? key : `${key}: ${value}`));
  return [`${answerMark}${values.length > 0 ? values.join('; ') : 'the defaults'}`];
}

test('each is answered as it is written beside it', () => {
  const answers = judgements.map(([{ written }, judged]) => [written, ...answersTo(judged)].join('\n'));
  if (process.env.UPDATE_GOLDEN && !process.env.CI)
    writeFileSync(path, answers.map((block) => `${cornerstone}${block}\n`).join(''));
  else expect(answers).toEqual(cases.map(({ written, answers: wanted }) => [written, ...wanted].join('\n')));
});

test('they are many, most have a mistake, and one mistake has one message', () => {
  expect(cases.length).toBeGreaterThan(400);
  const counts = judgements.map(([, { mistakes }]) => mistakes.length).filter((count) => count > 0);
  expect(counts.length).toBeGreaterThan(300);
  expect(counts.filter((count) => count > 1).length).toBe(3);
});

/** These need an organisation, GitHub or a large file, and have tests of their own. */
const shownElsewhere = [
  ...['locked', 'prefix-over-target', 'second-file', 'too-large', 'nested-too-deeply'],
  ...['unknown-person', 'unknown-target', 'unknown-team', 'unreadable'],
];

test('every code that has words is the answer to one of them', () => {
  const codes = judgements.flatMap(([, { mistakes }]) =>
    mistakes.flatMap(({ problem }) => [
      problem.code,
      ...(problem.code === 'gate-name' ? [problem.problem.code] : []),
    ]),
  );
  const families = [syntaxWords, keyWords, valueWords, conflictWords, fileWords];
  const worded = families.flatMap((words) => Object.keys(words));
  expect(new Set<string>([...codes, ...shownElsewhere])).toEqual(new Set(worded));
});

test('each is answered within a second', () => {
  expect(Math.max(...took)).toBeLessThan(1_000);
});
