/**
 * One Postgres for a whole run of the tests: started by the first test that asks for it, shared by the others and by
 * every worker, and ended with the run (test/support/run/end-of-run.ts).
 */

import { attach, type PostgresServer, type RunningPostgres, startPostgres } from './postgres.ts';
import { madeInRun, onceInARun } from './run/once-in-a-run.ts';

const name = 'postgres';

/** Makes an empty database on the shared server and gives its address. */
export async function emptyPostgres(): Promise<string> {
  return (await sharedPostgres()).create();
}

/** The shared server itself; the end of the run stops it. */
export async function sharedPostgres(): Promise<PostgresServer> {
  return attach(await onceInARun<RunningPostgres>(name, () => startPostgres()));
}

/** The server of a run, if a test of it asked for one. */
export function known(run: string): PostgresServer | null {
  const running = madeInRun<RunningPostgres>(run, name);
  return running && attach(running);
}
