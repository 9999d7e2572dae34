import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type PostgresServer, startPostgres } from '../../test/support/postgres.ts';

/** A Postgres that waits for its disk, as in production; gone when the benchmark is over. */
export async function withPostgres<T>(use: (server: PostgresServer) => Promise<T>): Promise<T> {
  const server = await startPostgres({ durable: true });
  try {
    return await use(server);
  } finally {
    server.stop();
  }
}

/**
 * As the server does by itself every five minutes: what was written is on disk, and the files of its journal are there to be
 * used again. A new server has none, and fills one for every 16 MB. So is what others have written, whose turn of the disk
 * would else be Postgres' wait.
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
