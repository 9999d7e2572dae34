import { parseBranchName } from '../../src/policy/branch-name.ts';
import { defaultPolicy } from '../../src/policy/default-policy.ts';
import { evaluateFile } from '../../src/policy/evaluate-file.ts';
import { policyPath } from '../../src/policy/policy-file.ts';
import { matchesGlob } from '../../src/policy/values/glob.ts';
import { compilePattern } from '../../src/policy/values/pattern.ts';
import { judgeScript } from '../../src/runbook/judge-script.ts';
import { shellOf } from '../../src/runbook/shell-of.ts';
import { missingStrictMode } from '../../src/runbook/strict-mode.ts';
import { mistakeText } from '../../src/wording/policy-file/mistake-text.ts';
import { completeFile } from '../policy/complete-file.ts';
import { mustHold, type Parser } from './parser.ts';

const script = `#!/usr/bin/env bash
set -euo pipefail
# Restarts the service.
export TOKEN="$(cat /run/secrets/token)"
DB_PASSWORD='s3cretvalue1' kubectl -n shop rollout restart deploy/shop
if [ -f x ]; then echo "yes"; fi
`;

/** The longest common definition of a glob there is: one row for each character of the text. */
function matchesByRows(glob: string, text: string): boolean {
  let row = Array.from({ length: glob.length + 1 }, (_, at) => /^\*{0,}$/.test(glob.slice(0, at)));
  for (const character of text.split('')) {
    const next = [false];
    for (let at = 0; at < glob.length; at++) {
      const sign = glob[at];
      next.push(
        sign === '*'
          ? (next[at] ?? false) || (row[at + 1] ?? false)
          : (row[at] ?? false) && (sign === '?' || sign === character),
      );
    }
    row = next;
  }
  return row.at(-1) ?? false;
}

/** No file is parsed twice while it is remembered: each is another one. */
let runs = 0;

export const files: Parser[] = [
  {
    name: 'a policy file',
    corpus: [
      completeFile,
      'mode: observe\nbackfill: { deadline: 36h }\n',
      'locked: [mode]\nrunbooks:\n  paths: [a/**]\n',
    ],
    pieces: [
      ...[
        '\n  ',
        '- ',
        ': ',
        '[',
        ']',
        '{',
        '}',
        '&a ',
        '*a',
        '<<: *a\n',
        '!!set ',
        '? ',
        '|\n',
        '>\n',
        '\n---\n',
        '%YAML 1.1\n',
        '#',
        '\t',
      ],
      ...[
        'mode',
        'locked',
        'branches:\n',
        '  name: ',
        'runbooks:\n',
        '  paths:\n',
        '    - ',
        'a{1,1000}',
        '*a',
        '(?<incident>',
        '\\pL',
      ],
    ],
    stepsEach: 500,
    stepsAtLeast: 1_000_000,
    run(given) {
      runs += 1;
      const text = `${given}\n# ${runs}`;
      for (const level of ['repository', 'organisation'] as const) {
        const seen = {
          kind: 'there' as const,
          path: policyPath,
          text,
          twin: false,
          strangers: ['ada', 'acme/payments'],
        };
        const { mistakes, remarks } = evaluateFile(seen, level, null);
        const lines = text.split('\n').length;
        for (const mistake of [...mistakes, ...remarks]) {
          mustHold(mistake.line >= 1 && mistake.line <= lines && mistake.column >= 1, 'a place in the file');
          mustHold(!/[\n\r]/.test(mistakeText(mistake)), 'a mistake is one line');
        }
      }
    },
  },
  {
    name: 'a pattern for names',
    corpus: [
      defaultPolicy.branches.name,
      '(?<incident>[A-Z]+-\\d{1,6})(?:-(?<slug>.+))?',
      '(?i)(?<incident>(?:a{0,30}){0,30})(?<slug>[[:alpha:]]*)',
    ],
    pieces: [
      '{0,1000}',
      '{3}',
      '(?:',
      ')',
      '[',
      ']',
      '[^',
      '\\pL',
      '\\Q',
      '\\E',
      '|',
      '*',
      '+',
      '?',
      '(?<slug>',
      '(?i)',
      '\\b',
      '^',
      '$',
    ],
    stepsEach: 2000,
    stepsAtLeast: 20_000_000,
    run(text) {
      const source = text.slice(0, 500);
      try {
        if (compilePattern(source) === null) return;
      } catch {
        return;
      }
      const policy = { ...defaultPolicy, branches: { prefix: 'hotfix/', name: source, target: null } };
      try {
        parseBranchName(policy, `hotfix/${'aA1-'.repeat(60)}`);
      } catch (error) {
        // A policy's pattern has both groups: the schema says so.
        if (!/group/i.test(String(error))) throw error;
      }
    },
  },
  {
    name: 'a glob',
    corpus: ['runbooks/**\nrunbooks/a/b.sh', '*unit*\nRun unit tests', 'te?t\ntest', '*a*a*b\naaaaaaaaab'],
    pieces: ['*', '**', '?', 'a', 'ab', '/', '.sh', '\n', 'a*'],
    stepsEach: 30,
    stepsAtLeast: 50_000,
    run(text) {
      const [glob = '', name = ''] = text.split('\n').map((part) => part.slice(0, 255));
      const found = matchesGlob(glob, name);
      if (glob.length * name.length < 3_000) mustHold(found === matchesByRows(glob, name), 'as by rows');
    },
  },
  {
    name: 'a script',
    corpus: [script, '#!/bin/sh\nset -eu\nrm x\n', "curl -H 'Authorization: Bearer x' https://a.example\n"],
    pieces: [
      '#!',
      'env -S ',
      'bash',
      'set -',
      'o pipefail',
      "TOKEN='",
      'PASSWORD=',
      '"',
      '$(',
      '\\\n',
      'a=b ',
      '; ',
      ' && ',
      '[x',
      'a[1]',
    ],
    stepsEach: 20,
    stepsAtLeast: 10_000,
    run(text) {
      for (const path of ['runbooks/x', 'runbooks/x.sh', 'runbooks/x.ksh']) {
        const shell = shellOf(path, text);
        const judged = judgeScript({ path, text }, undefined);
        mustHold((shell === null) === (judged === null), 'what is no script is not judged');
        const statements = text
          .split('\n')
          .map((line, index) => ({ line: index + 1, text: line.slice(0, 500) }));
        if (shell) missingStrictMode(shell, statements);
      }
    },
  },
];
