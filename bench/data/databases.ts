import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type PostgresServer, startPostgres } from '../../test/support/postgres.ts';

/** A Postgres that waits for its disk, as in production; gone after the benchmark. */
export async function withPostgres<T>(use: (server: PostgresServer) => Promise<T>): Promise<T> {
  const server = await startPostgres({ durable: true });
  try {
    return await use(server);
  } finally {
    server.stop();
  }
}

/**
 * As the server does by itself every five minutes: everything written is on disk, and its journal files can be used
 * again. A new server has none, and fills one for every 16 MB. Writes of other servers are flushed too, or Postgres
 * would wait for them.
 */
export async function settle(server: PostgresServer): Promise<void> {
  const client = new pg.Client({ connectionString: `${server.address}/postgres` });
  await client.connect();
  await client.query('checkpoint');
  await client.end();
  spawnSync('sync');
}

/** A folder for an embedded database, or anything else. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hotfix-policy-bench-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
