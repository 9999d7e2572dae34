/** `hotfix-policy check`, as a shell calls it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const cli = resolve('src/cli/main.ts');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hotfix-policy-check-'));
  mkdirSync(join(folder, '.github'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function run(args: string[], input?: string) {
  const { INIT_CWD: _, ...env } = process.env;
  const options = { cwd: folder, encoding: 'utf8' as const, env: { ...env, FORCE_COLOR: undefined }, input };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], options);
  return { status, stdout, stderr };
}

const own = '.github/hotfix-policy.yml';

test('a file without mistakes', () => {
  write(own, 'mode: observe\n');
  expect(run(['check'])).toEqual({ status: 0, stdout: `${own} has no mistakes.\n`, stderr: '' });
});

test('mistakes have their line and column, and end with status 1', () => {
  write(own, 'mode: observe\nbackfill:\n  deadlin: 5h\n  clock: merge\n');
  expect(run(['check', own])).toEqual({
    status: 1,
    stdout: [
      `${own}:3:3: \`deadlin\` is not a key of the policy; did you mean \`deadline\`?`,
      `${own}:4:10: \`backfill.clock\` must be one of push, deploy.`,
      `${own} has 2 mistakes.`,
      '',
    ].join('\n'),
    stderr: '',
  });
});

test('a file on standard input is checked, and printed as JSON', () => {
  const { status, stdout } = run(['check', '-', '--json'], 'mode: fast\n');
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    file: '-',
    refused: true,
    mistakes: [
      {
        line: 1,
        column: 7,
        path: 'mode',
        code: 'not-one-of',
        message: '`mode` must be one of enforce, observe, off.',
      },
    ],
  });
});

test("a file over the organisation's shows the values in effect and their origins", () => {
  write(own, 'backfill: { deadline: 5h }\nmode: off\n');
  write('above.yml', 'locked: [mode]\nowners: [ada]\n');
  const { status, stdout } = run(['check', '--over', 'above.yml', '--effective']);
  expect(status).toBe(1);
  expect(stdout).toContain(`${own}:2:7: \`mode\` is locked by the organisation`);
  expect(stdout).toMatch(/^mode +enforce {2}\(default, locked\)$/m);
  expect(stdout).toMatch(/^owners +\[ada\] {2}\(organisation\)$/m);
  expect(stdout).toMatch(/^backfill\.deadline +5h {2}\(repository\)$/m);
  expect(run(['check', '--organisation', 'above.yml']).status).toBe(0);
});

test('a file is found under either name, and two files are a mistake', () => {
  write('.github/hotfix-policy.yaml', 'mode: observe\n');
  const alone = run(['check']);
  expect(alone.status).toBe(0);
  expect(alone.stdout).toContain('.github/hotfix-policy.yml is the usual name');
  write(own, 'mode: observe\n');
  expect(run(['check'])).toMatchObject({ status: 1, stdout: expect.stringContaining('which is not read') });
});

test.each([
  ['no file anywhere', ['check'], 'There is no .github/hotfix-policy.yml here'],
  ['a file that is not there', ['check', 'nope.yml'], 'Cannot read nope.yml: there is no such file.'],
  ['a folder', ['check', '.github'], 'Cannot read .github: it is a folder.'],
  ['two files', ['check', 'a', 'b'], 'Expected one file, got 2.'],
  [
    'a file above the one above all',
    ['check', '--organisation', '--over', 'x'],
    'leave out --organisation or --over',
  ],
])('%s cannot be run, and ends with status 2', (_, args, said) => {
  const { status, stdout, stderr } = run(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(said);
});

test("a mistake in the organisation's file has to be fixed first", () => {
  write(own, 'mode: observe\n');
  write('above.yml', 'mode: fast\n');
  const { status, stderr } = run(['check', '--over', 'above.yml']);
  expect(status).toBe(2);
  expect(stderr).toContain('above.yml:1:7:');
});
