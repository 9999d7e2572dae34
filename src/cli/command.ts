/**
 * What a verb is: it declares what it takes and what it says of itself, and decides. Arguments, usage, `--json`, errors
 * and the exit status are the same for all: run-command.ts.
 */
import type { Io } from './io.ts';

/** How a command ends: fine; with findings; could not run. */
export type ExitStatus = 0 | 1 | 2;

/** An option takes a value where it names one, such as `FILE`; otherwise it is on or off. */
export interface CliOption {
  value?: string;
  help: string;
}

export type CliOptions = Readonly<Record<string, CliOption>>;

export type OptionValues<Declared extends CliOptions> = {
  [Name in keyof Declared]: Declared[Name] extends { value: string } ? string | null : boolean;
};

/** What a command was called with. */
export interface CommandInput<Declared extends CliOptions = CliOptions> {
  options: OptionValues<Declared>;
  positionals: readonly string[];
  json: boolean;
}

/** What a command found. A command with much to say prints it as it goes, and leaves `json` and `lines` out. */
export interface CommandOutcome {
  status: ExitStatus;
  /** The document for `--json`. */
  json?: object;
  /** The same for people. */
  lines?: readonly string[];
}

export interface CliCommand<Declared extends CliOptions = CliOptions> {
  /** What the command does, as paragraphs of at most 88 columns. */
  about: string;
  /** Arguments that are no options; none are taken unless it is given. */
  positional?: { name: string; atMost: number };
  options: Declared;
  /** `false`: it prints no document. */
  json: boolean;
  /** What the exit status says; 2 is the same for all. */
  statuses: { 0: string; 1?: string };
  /** Throws {@link CannotRun} with what to do. */
  run(given: CommandInput<Declared>, io: Io): Promise<CommandOutcome>;
}

/** Ties the type of a command's options to what its `run` is given. */
export function defineCommand<const Declared extends CliOptions>(command: CliCommand<Declared>): CliCommand {
  return command;
}
