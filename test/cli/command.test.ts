/** The frame of all commands: arguments, usage, JSON, errors, exit status. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { CannotRun } from '../../src/cli/cannot-run.ts';
import { type CliCommand, type CommandInput, defineCommand } from '../../src/cli/command.ts';
import { commandList } from '../../src/cli/commands.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { bareEnvironment } from '../support/bare-environment.ts';

async function call(command: CliCommand, args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const status = await runCommand({ name: 'brew', command }, args, {
    read: () => Promise.reject(new Error('not asked')),
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    progress: () => undefined,
    strong: (words) => words,
  });
  return { status, out: out.join('\n'), err: err.join('\n') };
}

const seen: CommandInput[] = [];
const brew = defineCommand({
  about: 'Makes tea.',
  positional: { name: 'leaf', atMost: 2 },
  options: { minutes: { value: 'NUMBER', help: 'how long it draws' }, milk: { help: 'with milk' } },
  json: true,
  statuses: { 0: 'made', 1: 'no leaves' },
  async run(given) {
    seen.push(given);
    return { status: given.positionals.length > 0 ? 0 : 1, json: { tea: true }, lines: ['Tea.', 'Now.'] };
  },
});

beforeEach(() => seen.splice(0));

test('options and arguments come in any order; missing ones are off or null', async () => {
  await call(brew, ['assam', '--minutes', '4', 'ceylon', '--milk']);
  await call(brew, ['--minutes=-4']);
  expect(seen).toEqual([
    { options: { minutes: '4', milk: true }, positionals: ['assam', 'ceylon'], json: false },
    { options: { minutes: '-4', milk: false }, positionals: [], json: false },
  ]);
  await call(brew, ['--', '--milk']);
  expect(seen[2]).toEqual({ options: { minutes: null, milk: false }, positionals: ['--milk'], json: false });
});

test('an outcome is printed as lines or JSON, and its status is the exit status', async () => {
  expect(await call(brew, ['assam'])).toEqual({ status: 0, out: 'Tea.\nNow.', err: '' });
  expect(await call(brew, ['--json'])).toEqual({ status: 1, out: '{\n  "tea": true\n}', err: '' });
});

test('--help wins over everything, and describes what is declared', async () => {
  const { status, out } = await call(brew, ['--nonsense', '-h', 'a', 'b', 'c']);
  expect(status).toBe(0);
  expect(out).toBe(
    [
      'Usage: hotfix-policy brew [leaf...] [options]',
      '',
      'Makes tea.',
      '',
      'Options:',
      '  --minutes NUMBER  how long it draws',
      '  --milk            with milk',
      '  --json            print one JSON document',
      '  --help            print this text',
      '',
      'Exit status:',
      '  0  made',
      '  1  no leaves',
      '  2  could not run',
    ].join('\n'),
  );
  expect(seen).toEqual([]);
});

test.each([
  ['an unknown option', ['--milc'], 'Unknown option --milc. Did you mean --milk?'],
  ['one that is like no other', ['--xyzzy'], 'Unknown option --xyzzy.'],
  ['a short one', ['-x'], 'Unknown option -x.'],
  ['the name of a property of every object', ['--toString'], 'Unknown option --toString.'],
  ['a value where none is taken', ['--milk=yes'], 'Option --milk takes no value.'],
  ['no value where one is needed', ['--minutes'], 'Option --minutes NUMBER needs a value.'],
  ['an option where a value is needed', ['--minutes', '--milk'], 'Option --minutes NUMBER needs a value.'],
  ['too many arguments', ['a', 'b', 'c'], 'Expected at most 2 arguments, got 3.'],
])('%s ends with status 2, and says what is right', async (_, args, message) => {
  const { status, out, err } = await call(brew, args);
  expect({ status, out, err }).toEqual({
    status: 2,
    out: '',
    err: `${message}\n"hotfix-policy brew --help" describes its arguments.`,
  });
  expect(seen).toEqual([]);
});

test('a command that takes neither arguments nor --json has neither', async () => {
  const { positional: _, ...rest } = brew;
  const plain = { ...rest, json: false };
  expect((await call(plain, ['assam'])).err).toContain('Unexpected argument "assam".');
  expect((await call(plain, ['--json'])).err).toContain('Unknown option --json.');
  expect((await call(plain, ['--help'])).out).not.toMatch(/json|leaf/);
});

test('an error that says what to do is printed as it is, any other with its stack', async () => {
  const failing = (error: Error): CliCommand => ({ ...brew, run: () => Promise.reject(error) });
  expect(await call(failing(new CannotRun('Boil water first.')), [])).toEqual({
    status: 2,
    out: '',
    err: 'Boil water first.',
  });
  const { status, err } = await call(failing(new Error('broken')), []);
  expect(status).toBe(2);
  expect(err).toMatch(/^Error: broken\n +at /);
});

function run(args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('src/cli/main.ts'), ...args], {
    encoding: 'utf8',
    env: { ...bareEnvironment, ...env },
  });
  return { status, stdout, stderr };
}

test('each command describes itself, in lines that fit a terminal', async () => {
  for (const [name, { summary, load }] of Object.entries(commandList)) {
    const { status, out } = await call(await load(), ['--help']);
    expect([name, status]).toEqual([name, 0]);
    for (const line of [...out.split('\n'), summary]) expect(line.length).toBeLessThanOrEqual(100);
    expect(out).toContain('Exit status:');
  }
});

test.each([[[]], [['--help']], [['help']], [['-h']]])('%j lists the commands', (args) => {
  const { status, stdout } = run(args);
  expect(status).toBe(0);
  for (const name of Object.keys(commandList)) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
});

test('an unknown command gets the nearest one', () => {
  expect(run(['chekc'])).toEqual({
    status: 2,
    stdout: '',
    stderr: 'Unknown command "chekc". Did you mean "check"?\n"hotfix-policy --help" lists the commands.\n',
  });
});

test('a server that cannot start ends with status 2', () => {
  const { status, stderr } = run(['serve'], { PORT: 'none' });
  expect([status, stderr]).toEqual([2, expect.stringContaining('PORT')]);
});
