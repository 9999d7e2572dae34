/**
 * One Postgres for a whole run of the tests: started by the first test that asks for it, shared by the others and by
 * every worker, and ended with the run (test/support/end-of-run.ts).
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { attach, type PostgresServer, type RunningPostgres, startPostgres } from './postgres.ts';

/** Set before the workers begin (test/support/begin-of-run.ts). */
const folder = process.env.TEST_RUN_FOLDER ?? '';

/** Milliseconds that another worker may take to start it. */
const patience = 180_000;

/** Makes an empty database on the shared server and gives its address. */
export async function emptyPostgres(): Promise<string> {
  return (await sharedPostgres()).create();
}

/** The shared server itself; the end of the run stops it. */
export async function sharedPostgres(): Promise<PostgresServer> {
  const note = noteIn(folder);
  if (isFirst()) {
    const server = await startPostgres();
    // Whole at once: others read it while it is written.
    writeFileSync(`${note}.new`, JSON.stringify(server));
    renameSync(`${note}.new`, note);
    return server;
  }
  for (const end = Date.now() + patience; Date.now() < end; await pause(50)) {
    const server = known(folder);
    if (server) return server;
  }
  throw new Error('the shared Postgres did not start');
}

function isFirst(): boolean {
  try {
    mkdirSync(join(folder, 'started'));
    return true;
  } catch {
    return false;
  }
}

/** The server of a run, if a test of it asked for one. */
export function known(run: string): PostgresServer | null {
  const note = noteIn(run);
  return existsSync(note) ? attach(JSON.parse(readFileSync(note, 'utf8')) as RunningPostgres) : null;
}

function noteIn(run: string): string {
  return join(run, 'postgres.json');
}
