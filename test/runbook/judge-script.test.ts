import { judgeScript } from '../../src/runbook/judge-script.ts';
import type { ScriptRead } from '../../src/runbook/script.ts';

const path = 'runbooks/a.sh';
const read = (rest: Partial<ScriptRead> = {}): ScriptRead => ({
  path,
  syntax: null,
  statements: [],
  secrets: [],
  ...rest,
});
const loose = { statements: [{ line: 3, text: 'rm x' }] };

test('what is no script is not judged', () => {
  expect(judgeScript({ path: 'runbooks/README', text: 'Call Grace.' }, read())).toBeNull();
});

test('findings are told in the order of their lines', () => {
  const secrets = [
    { line: 9, column: 1, what: 'aws' as const },
    { line: 1, column: 5, what: 'github' as const },
  ];
  const { findings } = judgeScript({ path, text: '' }, read({ ...loose, secrets })) ?? { findings: [] };
  expect(findings.map(({ kind, line }) => [kind, line])).toEqual([
    ['secret', 1],
    ['strict-mode', 3],
    ['secret', 9],
  ]);
});

test('a secret is told once, by what is known of it', () => {
  const text = `TOKEN=${['abcd', '1234', 'efgh'].join('')}\n`;
  const secrets = [{ line: 1, column: 7, what: 'github' as const }];
  expect(judgeScript({ path, text }, read())?.findings).toMatchObject([{ what: 'assigned' }]);
  expect(judgeScript({ path, text }, read({ secrets }))?.findings).toMatchObject([{ what: 'github' }]);
});

test('of a script that cannot be read nothing is said but that', () => {
  expect(judgeScript({ path, text: '' }, undefined)).toEqual({ path, findings: [], unread: true });
  const syntax = { line: 2, column: 1, message: 'x' };
  expect(judgeScript({ path, text: '' }, read({ syntax, statements: null }))).toMatchObject({
    findings: [{ kind: 'syntax', line: 2 }],
    unread: false,
  });
});
