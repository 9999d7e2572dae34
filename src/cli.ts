/** The command line, for people and pipelines: `hotfix-policy <command>`. */
import { check } from './cli/check.ts';
import { type Status, worldOf } from './cli/world.ts';

const usage = `Usage: hotfix-policy <command>

  check [file]   what is wrong with a policy file, and what would be in force
  serve          start the server (npm start)

  hotfix-policy <command> --help says more.
`;

const [command, ...given] = process.argv.slice(2);
process.exitCode = await run(command, given);

async function run(name: string | undefined, args: string[]): Promise<Status> {
  switch (name) {
    case 'check':
      return check(args, worldOf(process));
    case 'serve':
      await import('./main.ts');
      return 0;
    case undefined:
    case 'help':
    case '--help':
    case '-h':
      process.stdout.write(usage);
      return 0;
    default:
      process.stderr.write(`There is no command "${name}".\n\n${usage}`);
      return 2;
  }
}
