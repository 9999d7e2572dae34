/** The command line, for people and pipelines: `hotfix-policy <command>`. */
import { nearestKey } from '../policy/explain/nearest-key.ts';
import type { ExitStatus } from './command.ts';
import { commandList } from './commands.ts';
import { ioOf } from './io.ts';
import { runCommand } from './run-command.ts';
import { columns } from './usage.ts';

const io = ioOf(process);
const [name, ...args] = process.argv.slice(2);
process.exitCode = await run(name, args);

async function run(called: string | undefined, given: string[]): Promise<ExitStatus> {
  if (called === undefined || ['help', '--help', '-h'].includes(called)) {
    io.out(list());
    return 0;
  }
  const listed = Object.hasOwn(commandList, called) ? commandList[called] : undefined;
  if (listed) return runCommand({ name: called, command: await listed.load() }, given, io);
  const near = nearestKey(called, Object.keys(commandList));
  io.err(`Unknown command ${JSON.stringify(called)}.${near ? ` Did you mean "${near}"?` : ''}`);
  io.err('"hotfix-policy --help" lists the commands.');
  return 2;
}

function list(): string {
  const rows = Object.entries(commandList).map(([command, { summary }]) => [command, summary] as const);
  return [
    'Usage: hotfix-policy <command> [options]',
    '',
    'Commands:',
    ...columns(rows),
    '',
    '"hotfix-policy <command> --help" describes a command.',
  ].join('\n');
}
