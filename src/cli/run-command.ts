import { SettingsError } from '../settings/faults.ts';
import { StoreError } from '../store/store-error.ts';
import { CannotRun, WrongArguments } from './cannot-run.ts';
import type { CliCommand, ExitStatus } from './command.ts';
import type { Io } from './io.ts';
import { readArguments } from './read-arguments.ts';
import { usageText } from './usage.ts';

/** Runs a command as the shell called it, and prints what it found. */
export async function runCommand(
  { name, command }: { name: string; command: CliCommand },
  args: readonly string[],
  io: Io,
): Promise<ExitStatus> {
  try {
    const given = readArguments(command, args);
    if (given === 'help') {
      io.out(usageText(name, command));
      return 0;
    }
    const { status, json, lines = [] } = await command.run(given, io);
    if (!given.json) for (const line of lines) io.out(line);
    else if (json) io.out(JSON.stringify(json, null, 2));
    return status;
  } catch (error) {
    io.err(complaint(name, error));
    return 2;
  }
}

function complaint(name: string, error: unknown): string {
  if (error instanceof WrongArguments)
    return `${error.message}\n"hotfix-policy ${name} --help" describes its arguments.`;
  if (error instanceof CannotRun || error instanceof StoreError || error instanceof SettingsError)
    return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
