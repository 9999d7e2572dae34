/** Scripts as the parser and the search for secrets read them, on the thread that does it. */
import { generateKeyPairSync } from 'node:crypto';
import { readScripts } from '../../src/reconcile/candidates/read-scripts.ts';
import { judgeScript } from '../../src/runbook/judge-script.ts';
import type { Script, ScriptFinding } from '../../src/runbook/script.ts';
import { findingMessage } from '../../src/wording/runbook/runbook-check-text.ts';
import { runbookSkeleton } from '../../src/wording/runbook/runbook-skeleton.ts';

async function judged(
  texts: string[],
  path = 'a.sh',
): Promise<{ findings: ScriptFinding[]; unread: boolean }[]> {
  const scripts = texts.map((text, index): Script => ({ path: `${index}/${path}`, text }));
  const { read } = await readScripts(scripts);
  return scripts.map((script) => {
    const one = judgeScript(
      script,
      read.find((other) => other.path === script.path),
    );
    if (!one) throw new Error('it is no script');
    return one;
  });
}

const strict = '#!/usr/bin/env bash\nset -euo pipefail\n';
const places = (findings: ScriptFinding[]) => findings.map(({ kind, line, column }) => [kind, line, column]);

/** Put together here, so that nothing that looks like a secret stands in the repository. */
const random = (length: number): string =>
  Array.from({ length }, (_, index) => 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8x'[(index * 11) % 28]).join('');
const planted: Record<string, string> = {
  github: `curl -H 'Authorization: token ${['gh', 'p_'].join('')}${random(36)}' https://api.github.com`,
  slack: `curl ${['https://hooks', 'slack.com/services'].join('.')}/T01234567/B01234567/${random(24)}`,
  aws: `export AWS_SECRET_${'ACCESS_KEY'}="${random(40)}"`,
  'private-key': generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
  address: `curl https://app:${random(12)}@ledger.acme.example/health`,
  database: `psql ${['postgres:', '/app:'].join('/')}${random(12)}@db.acme.example/payments`,
  assigned: `DB_${'PASSWORD'}='${random(16)}' psql`,
};

test('the runbook that is given to begin with is fine', async () => {
  expect(await judged([runbookSkeleton('payments'), runbookSkeleton("it's `$(x)`")])).toMatchObject([
    { findings: [], unread: false },
    { findings: [], unread: false },
  ]);
});

test('bash syntax is fine too', async () => {
  const texts = [
    "a=(1 2)\ndeclare -A m=([x]=1)\ncat <<'X' | tee y\n$(\nX\n[[ $a =~ ^[a-z]+$ ]] && echo \"$" +
      '{a[@]:1}" >&2',
    'for ((i = 0; i < 3; i++)); do :; done\ncase $1 in a | b) ;; *) exit 1 ;; esac\nread -r x < <(ls)',
  ].map((text) => `${strict}${text}\n`);
  expect(await judged(texts)).toMatchObject(texts.map(() => ({ findings: [], unread: false })));
});

test('a mistake is reported at its place', async () => {
  const texts = ['if true; then\n  rm x\n', 'echo "ä" "b\n', 'echo )\n'].map((text) => `${strict}${text}`);
  const all = await judged(texts);
  expect(all.map(({ findings }) => places(findings))).toEqual([
    [['syntax', 3, 1]],
    [['syntax', 3, 10]],
    [['syntax', 3, 6]],
  ]);
});

test('bash syntax in a script for a plain shell is a mistake', async () => {
  const [bash, sh] = await judged([`${strict}a=(1)\n`, '#!/bin/sh\nset -eu\na=(1)\n']);
  expect(bash?.findings).toEqual([]);
  expect(places(sh?.findings ?? [])).toEqual([['syntax', 3, 3]]);
});

test('a script that goes on after a failure is reported at its beginning', async () => {
  const [one, other] = await judged([
    '#!/bin/bash\n\n# Restarts it.\nkubectl rollout restart x\n',
    '#!/bin/sh\nset -eu\nrm x\n',
  ]);
  expect(one?.findings).toEqual([
    { kind: 'strict-mode', line: 4, column: 1, missing: ['errexit', 'nounset', 'pipefail'] },
  ]);
  expect(other?.findings).toEqual([]);
});

test('secrets are found, each with its kind and never its value', async () => {
  const all = await judged(Object.values(planted).map((text) => `${strict}\n${text}\n`));
  for (const [index, [what, text]] of Object.entries(planted).entries()) {
    const findings = all[index]?.findings ?? [];
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'secret', line: 4, what }));
    const told = findings.map(findingMessage).join();
    for (let at = 0; at + 8 <= text.length; at++) {
      const part = text.slice(at, at + 8);
      if (/[A-Za-z]\d|\d[A-Za-z]/.test(part)) expect(told).not.toContain(part);
    }
  }
});

test('a line that says that it has none is passed over', async () => {
  const [one] = await judged([`${strict}${planted.github} # secretlint-disable-line\n`]);
  expect(one?.findings).toEqual([]);
});

test('the report of a mistake beside a secret does not show it', async () => {
  const secret = random(20);
  const texts = [
    `echo )${secret}`,
    `[[ a ${secret} b ]]`,
    `x=(${secret}`,
    `${secret}() ${secret}`,
    `cat <<${secret}\n`,
    `for ${secret} ${secret}; do`,
    `case ${secret} ${secret}`,
    `echo $\{${secret}!}`,
    `echo $((${secret} ${secret}))`,
    `function ${secret}( {`,
    `if ${secret}; fi`,
    `"${secret}`,
    `'${secret}`,
    `$(${secret}`,
  ];
  const all = await judged(texts.map((text) => `${strict}${text}\n`));
  const syntax = all.flatMap(({ findings }) => findings.filter(({ kind }) => kind === 'syntax'));
  expect(syntax.length).toBeGreaterThan(9);
  expect(syntax.map(findingMessage).join()).not.toContain(secret);
});

test('an unreadable script is not called wrong, and the next one is read', async () => {
  const unreadable = [
    `${strict}${'('.repeat(20_000)}`,
    `${strict}${'$('.repeat(20_000)}`,
    `${strict}${'echo a\n'.repeat(20_000)}`,
    '#!/bin/zsh\nprint x\n',
  ];
  const all = await judged(unreadable.flatMap((text) => [text, `${strict}echo )\n`]));
  for (const [index, one] of all.entries()) {
    if (index % 2 === 0) expect(one).toMatchObject({ findings: [], unread: true });
    else expect(one.findings).toHaveLength(1);
  }
});

test('a reader that does not finish is stopped', async () => {
  const scripts = ['a', 'b', 'c', 'd'].map((name) => ({ path: `${name}.sh`, text: 'echo' }));
  const failures = ['TimeoutError', 'TimeoutError', 'TimeoutError'];
  expect(await readScripts(scripts, 1)).toEqual({ read: [], failures });
});
