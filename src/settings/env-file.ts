import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { codeOf, SettingsError } from './faults.ts';

/**
 * Adds the settings of the folder's `.env` to the environment, which wins over the file. No file, no settings.
 * @throws {SettingsError} when there is one that cannot be read
 */
export function loadEnvFile(folder: string, env: NodeJS.ProcessEnv = process.env): void {
  const path = join(folder, '.env');
  try {
    Object.assign(env, { ...parseEnv(readFileSync(path, 'utf8')), ...env });
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') {
      const advice = `cannot be read (${codeOf(error)}). Make it a file that this user may read, or remove it.`;
      throw new SettingsError([{ name: path, advice }]);
    }
  }
}

/**
 * Writes settings into the folder's `.env`, which only its owner can read from then on. Other lines stay as they are.
 */
export function saveToEnvFile(folder: string, settings: Readonly<Record<string, string>>): void {
  const path = join(folder, '.env');
  const kept = existingLines(path).filter((line) => !Object.hasOwn(settings, nameIn(line)));
  const added = Object.entries(settings).map(([name, value]) => `${name}=${quoted(value)}`);
  try {
    // Before the secrets go in: the mode that is asked for when writing counts for new files only.
    chmodSync(path, 0o600);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') {
      throw error;
    }
  }
  writeFileSync(path, `${[...kept, ...added].join('\n')}\n`, { mode: 0o600 });
}

function existingLines(path: string): string[] {
  try {
    return entriesOf(readFileSync(path, 'utf8').trimEnd());
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

/** Lines of the file, where a quoted value that runs over several lines (a pasted key) counts as one. */
function entriesOf(text: string): string[] {
  const entry = /^[^\S\n]*(?:export\s+)?[\w.-]+[^\S\n]*=[^\S\n]*(["'`])(?:(?!\1)[\s\S])*\1.*$|^.*$/gm;
  return text === '' ? [] : (text.match(entry) ?? []);
}

function nameIn(line: string): string {
  return /^\s*(?:export\s+)?([\w.-]+)\s*=/.exec(line)?.[1] ?? '';
}

/** As Node reads it back: new lines are escaped inside double quotes, and a quote cannot be. */
function quoted(value: string): string {
  if (/^[\w.:/@+-]*$/.test(value)) {
    return value;
  }
  if (!value.includes('"')) {
    return `"${value.replaceAll('\r', '').replaceAll('\n', '\\n')}"`;
  }
  const quote = ["'", '`'].find((mark) => !value.includes(mark));
  if (!quote || value.includes('\n')) {
    throw new Error('A value with every kind of quotation mark cannot be kept in .env.');
  }
  return `${quote}${value}${quote}`;
}
