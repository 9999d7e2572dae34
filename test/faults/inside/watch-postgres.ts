import pg from 'pg';
import type { Pass } from './points.ts';
import { watchClients } from './watch-clients.ts';

/** Makes a point of every write that goes to Postgres, and of every commit. Returns a way to ask it. */
export function watchPostgres(
  url: string,
  pass: Pass,
): (sql: string, values: unknown[]) => Promise<unknown[]> {
  const query = watchClients(pass);
  let asking: Promise<pg.Client> | null = null;
  return async (sql, values) => {
    asking ??= (async () => {
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => undefined);
      await client.connect();
      return client;
    })();
    return (await query.call(await asking, sql, values)).rows;
  };
}
