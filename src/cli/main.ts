/** The command line, for people and pipelines: `hotfix-policy <command>`. */

import { type DatabaseSettings, readDatabase } from '../settings/database.ts';
import { loadEnvFile } from '../settings/env-file.ts';
import { type SettingFault, SettingsError } from '../settings/faults.ts';
import type { Database } from '../store/database.ts';
import { StoreError } from '../store/store-error.ts';
import { check } from './check.ts';
import { type ExitStatus, worldOf } from './io.ts';
import { move } from './move.ts';
import { CannotRun } from './open-store.ts';
import { remove } from './remove.ts';
import { replay } from './replay.ts';

const usage = `Usage: hotfix-policy <command>

  check [file]   what is wrong with a policy file, and what would be in force
  serve          start the server (npm start)
  replay [id]    deliveries that were given up: list them, or have them tried again
  remove         remove what is kept of a repository or a person
  move           copy an embedded database to Postgres

  hotfix-policy <command> --help says more.
`;

const [command, ...given] = process.argv.slice(2);
const world = worldOf(process);
try {
  process.exitCode = await run(command, given);
} catch (error) {
  const told = error instanceof CannotRun || error instanceof StoreError || error instanceof SettingsError;
  if (!told) throw error;
  world.err(error.message);
  process.exitCode = 2;
}

async function run(name: string | undefined, args: string[]): Promise<ExitStatus> {
  switch (name) {
    case 'check':
      return check(args, world);
    case 'serve':
      await import('../main.ts');
      return 0;
    case 'replay':
      return replay(args, world, () => open(databaseSettings()));
    case 'remove':
      return remove(args, world, () => open(databaseSettings()));
    case 'move':
      return move(args, world, { from: () => open(embedded()), to: () => open(postgres()) });
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

/** As the server reads them: from the environment, and from `.env` in the working folder. */
function databaseSettings(): DatabaseSettings {
  loadEnvFile(process.cwd());
  const faults: SettingFault[] = [];
  const settings = readDatabase(process.env, (name, advice) => faults.push({ name, advice }));
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}

function postgres(): DatabaseSettings {
  const settings = databaseSettings();
  if (settings.kind === 'embedded') throw new CannotRun('Set DATABASE_URL to the Postgres to copy to.');
  return settings;
}

function embedded(): DatabaseSettings {
  databaseSettings();
  return readDatabase({ DATA_DIR: process.env.DATA_DIR }, () => undefined);
}

async function open(settings: DatabaseSettings): Promise<Database> {
  const { openDatabase } = await import('../store/database.ts');
  return openDatabase(settings);
}
