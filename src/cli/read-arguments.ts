import { parseArgs } from 'node:util';
import { nearestKey } from '../policy/explain/nearest-key.ts';
import { WrongArguments } from './cannot-run.ts';
import type { CliCommand, CliOption, CliOptions, CommandInput } from './command.ts';

/** Options of all commands, beside their own. */
export function optionsOf({ options, json }: Pick<CliCommand, 'options' | 'json'>): CliOptions {
  return {
    ...options,
    ...(json ? { json: { help: 'print one JSON document' } } : {}),
    help: { help: 'print this text' },
  };
}

/** What a command was called with. Throws {@link WrongArguments}. */
export function readArguments(command: CliCommand, args: readonly string[]): CommandInput | 'help' {
  const declared = optionsOf(command);
  const { tokens } = parseArgs({
    args: [...args],
    // Errors of its own would name neither the nearest option nor the value that is missing.
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(declared).map(([name, { value }]) => [
        name,
        {
          type: value ? ('string' as const) : ('boolean' as const),
          ...(name === 'help' ? { short: 'h' } : {}),
        },
      ]),
    ),
  });
  const written = tokens.filter((token) => token.kind === 'option');
  if (written.some(({ name }) => name === 'help')) return 'help';
  const values = new Map<string, string | true>();
  for (const token of written) values.set(token.name, readValue(token, declared));
  const positionals = tokens.filter((token) => token.kind === 'positional').map(({ value }) => value);
  checkPositionals(command, positionals);
  const options = Object.entries(command.options).map(([name, { value }]) => [
    name,
    values.get(name) ?? (value ? null : false),
  ]);
  return { options: Object.fromEntries(options), positionals, json: values.has('json') };
}

interface WrittenOption {
  name: string;
  rawName: string;
  value: string | undefined;
  inlineValue: boolean | undefined;
}

function readValue(
  { name, rawName, value, inlineValue }: WrittenOption,
  declared: CliOptions,
): string | true {
  const option = Object.hasOwn(declared, name) ? declared[name] : undefined;
  if (!option) throw unknownOption(rawName, Object.keys(declared));
  if (!option.value) {
    if (value !== undefined) throw new WrongArguments(`Option ${rawName} takes no value.`);
    return true;
  }
  // What looks like the next option is one, unless it is tied to this one by "=".
  if (value === undefined || (!inlineValue && /^-./.test(value)))
    throw new WrongArguments(`Option ${spelling(name, option)} needs a value.`);
  return value;
}

function unknownOption(rawName: string, known: readonly string[]): WrongArguments {
  const near = nearestKey(rawName, known);
  return new WrongArguments(`Unknown option ${rawName}.${near ? ` Did you mean --${near}?` : ''}`);
}

function checkPositionals({ positional }: CliCommand, given: readonly string[]): void {
  if (!positional && given[0] !== undefined)
    throw new WrongArguments(`Unexpected argument ${JSON.stringify(given[0])}.`);
  if (positional && given.length > positional.atMost) {
    const expected =
      positional.atMost === 1 ? `one ${positional.name}` : `at most ${positional.atMost} arguments`;
    throw new WrongArguments(`Expected ${expected}, got ${given.length}.`);
  }
}

/** Such as `--over FILE`. */
export function spelling(name: string, { value }: CliOption): string {
  return value ? `--${name} ${value}` : `--${name}`;
}
