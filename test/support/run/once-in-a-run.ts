/** What the tests of one run share: made by the first that asks for it, and told to the others in every worker. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Set before the workers begin (test/support/run/begin-of-run.ts). */
export const folderOfRun = process.env.TEST_RUN_FOLDER ?? '';

/** Milliseconds that another worker may take to make it. */
const patience = 180_000;

/** What `make` gives is told as JSON. */
export async function onceInARun<T>(name: string, make: () => Promise<T>): Promise<T> {
  if (isFirst(name)) {
    const made = await make();
    const note = noteOf(folderOfRun, name);
    // Whole at once: others read it while it is written.
    writeFileSync(`${note}.new`, JSON.stringify(made));
    renameSync(`${note}.new`, note);
    return made;
  }
  for (const end = Date.now() + patience; Date.now() < end; await pause(50)) {
    const made = madeInRun<T>(folderOfRun, name);
    if (made !== null) return made;
  }
  throw new Error(`what the tests of this run share was not made: ${name}`);
}

/** What was made in a run, if a test of it asked for it. */
export function madeInRun<T>(run: string, name: string): T | null {
  const note = noteOf(run, name);
  return existsSync(note) ? (JSON.parse(readFileSync(note, 'utf8')) as T) : null;
}

function isFirst(name: string): boolean {
  try {
    mkdirSync(join(folderOfRun, `${name}-begun`));
    return true;
  } catch {
    return false;
  }
}

function noteOf(run: string, name: string): string {
  return join(run, `${name}.json`);
}
