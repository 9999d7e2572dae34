/** Bash runs the first runbook, with commands that only record that they were called. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runbookSkeleton, runbookSkeletonPath } from '../../src/wording/runbook/runbook-skeleton.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const which = (name: string): string =>
  execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();

/** A folder of commands: those that bash needs, and the given ones, which record how they were called. */
function commands(fakes: Record<string, string>): string {
  for (const own of ['cat', 'bash']) symlinkSync(which(own), join(folder, own));
  for (const [name, does] of Object.entries(fakes)) {
    const path = join(folder, name);
    writeFileSync(
      path,
      `#!/bin/sh\nprintf '%s' ${name} >> '${folder}/called'\nfor one in "$@"; do printf ' [%s]' "$one" >> '${folder}/called'; done\necho >> '${folder}/called'\n${does}\n`,
    );
    chmodSync(path, 0o755);
  }
  return folder;
}

interface Run {
  service?: string;
  args?: string[];
  fakes?: Record<string, string>;
  change?: (script: string) => string;
  /** What a person types on a terminal. */
  typed?: string;
}

function run({ service = 'payments', args = [], fakes = working, change = (one) => one, typed }: Run) {
  const script = join(folder, 'runbook.sh');
  writeFileSync(script, change(runbookSkeleton(service)));
  const environment = { PATH: commands(fakes) };
  const bash = which('bash');
  const line = [bash, script, ...args].join(' ');
  const { status, stdout, stderr } =
    typed === undefined
      ? spawnSync(bash, [script, ...args], { env: environment, encoding: 'utf8', input: 'y\n' })
      : spawnSync(which('script'), ['--quiet', '--return', '--command', line, '/dev/null'], {
          env: { ...environment, SHELL: bash },
          encoding: 'utf8',
          input: typed,
        });
  const called = join(folder, 'called');
  return { status, stdout, stderr, called: existsSync(called) ? readFileSync(called, 'utf8') : '' };
}

const working = { argocd: '', git: '', kubectl: '' };
const failing = { argocd: 'exit 20', git: 'exit 128', kubectl: 'exit 1' };
const steps = [1, 2, 3, 4].map((step) => `Step ${step}: `);
const all = (text: string) => steps.filter((step) => text.includes(step));

test('--dry-run goes through all four steps and calls nothing', () => {
  const { status, stdout, stderr, called } = run({ args: ['--dry-run'] });
  expect({ status, stderr, called }).toEqual({ status: 0, stderr: '', called: '' });
  expect(all(stdout)).toEqual(steps);
  expect(stdout).toContain('+ argocd app get -- payments-production\n');
  expect(stdout).toContain('Would ask: Roll back to the previous version? (y/n)\n');
});

test('--dry-run needs no command to be installed', () => {
  expect(run({ args: ['--dry-run'], fakes: {} })).toMatchObject({ status: 0, stderr: '' });
});

test('without a terminal it asks nobody, rolls nothing back, does the rest, and says so', () => {
  const { status, stdout, stderr, called } = run({});
  expect(status).toBe(1);
  expect(all(stdout)).toEqual(steps);
  expect(stderr).toContain('No: there is no terminal to ask on.');
  expect(called).toBe(
    [
      'argocd [app] [get] [--] [payments-production]',
      'git [-C] [.] [--no-pager] [log] [--oneline] [--fixed-strings] [--grep=payments] [-5]',
      'kubectl [logs] [--namespace] [production] [--selector] [app=payments] [--tail=50]',
      '',
    ].join('\n'),
  );
});

const terminal = existsSync('/usr/bin/script') ? test : test.skip;

terminal.each([
  ['y', 0, true],
  ['n', 0, false],
  ['', 0, false],
])('on a terminal a person decides: %j', (answer, status, rollsBack) => {
  const ran = run({ typed: `${answer}\n` });
  expect(ran.status).toBe(status);
  expect(ran.stdout).toContain('Roll back to the previous version? (y/n): ');
  expect(ran.called.includes('argocd [app] [rollback] [--] [payments-production]')).toBe(rollsBack);
});

test.each([
  ['fail', failing, 'That failed. Continuing.'],
  ['are missing', {}, 'argocd is not installed. Continuing.'],
])('it continues where its commands %s, and says so at the end', (_, fakes, said) => {
  const { status, stdout, stderr } = run({ fakes });
  expect(status).toBe(1);
  expect(all(stdout)).toEqual(steps);
  expect(stderr).toContain(said);
  expect(stderr).toContain('Done. Failed or skipped: 4. See above.');
});

test('it checks the dependencies that a team adds', () => {
  const address = 'http://ledger.production.svc/health?a=1&b=2';
  const change = (script: string): string =>
    script.replace('dependencies=(\n', `dependencies=(\n  '${address}'\n`);
  expect(run({ change }).called).toContain(
    `kubectl [exec] [--namespace] [production] [deploy/payments] [--] [curl] [--silent] [--show-error] [--fail] [--max-time] [10] [${address}]\n`,
  );
});

test('it prints its usage', () => {
  const help = run({ args: ['--help'] });
  expect(help).toMatchObject({ status: 0, stderr: '', called: '' });
  expect(help.stdout).toMatch(/^Usage: runbooks\/payments-outage\.sh \[--dry-run\] \[--help\]\n/);
});

test('it refuses unknown options', () => {
  const wrong = run({ args: ['--dryrun'] });
  expect(wrong).toMatchObject({ status: 2, stdout: '', called: '' });
  expect(wrong.stderr).toMatch(/^Unknown option: --dryrun\n\nUsage: /);
});

test.each([
  "it's",
  '$(touch pwned)',
  '`touch pwned`',
  "a'\ntouch pwned\n'",
  '"; touch pwned; "',
  '-rf',
  '\\',
  '',
  'x\u2028touch pwned',
])('a name from outside stays a name: %j', (service) => {
  const { status, stderr, called } = run({ service, fakes: { ...working, touch: '' }, args: [] });
  expect(status).toBe(1);
  expect(called).not.toContain('touch [pwned]');
  expect(called.split('\n')).toHaveLength(4);
  expect(stderr).not.toContain('unbound');
  expect(runbookSkeletonPath(service)).toMatch(/^runbooks\/[A-Za-z0-9][A-Za-z0-9._-]*-outage\.sh$/);
});
