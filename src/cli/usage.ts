import type { CliCommand } from './command.ts';
import { optionsOf, spelling } from './read-arguments.ts';

/** What `--help` prints of a command. */
export function usageText(name: string, command: CliCommand): string {
  const { about, positional, statuses } = command;
  const options = Object.entries(optionsOf(command)).map(
    ([option, declared]) => [spelling(option, declared), declared.help] as const,
  );
  const one = positional && `[${positional.name}${positional.atMost === 1 ? '' : '...'}]`;
  const ends = [...Object.entries(statuses), ['2', 'could not run']];
  return [
    ['Usage: hotfix-policy', name, ...(one ? [one] : []), '[options]'].join(' '),
    '',
    about,
    '',
    'Options:',
    ...columns(options),
    '',
    'Exit status:',
    ...ends.map(([status, says]) => `  ${status}  ${says}`),
  ].join('\n');
}

/** Names and what they are, in two columns. */
export function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, says]) => `  ${name.padEnd(width)}  ${says}`);
}
