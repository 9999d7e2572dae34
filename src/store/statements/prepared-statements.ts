import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';
import { isSilence, isUnfit } from './prepared-name.ts';

/** Each connection keeps at most this many, with their plans. */
const most = 200;
/** A statement with a longer list is unlikely to come again with the same length. */
const mostValues = 40;

/**
 * A pool whose connections keep prepared statements: parsing and planning the same hundred statements again and
 * again is half of Postgres's work. Where prepared statements turn out not to work, none is prepared from then on;
 * what failed because of that is retried like any failure.
 */
export function keepingStatements(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  let keeps = true;

  function nameOf(statement: string, values: number): string | undefined {
    if (!keeps || values === 0 || values > mostValues) return undefined;
    const known = names.get(statement);
    if (known !== undefined || names.size >= most) return known;
    const name = `kept-${names.size}`;
    names.set(statement, name);
    return name;
  }

  function keeping(client: pg.PoolClient): PostgresPoolClient {
    let silent: Error | null = null;
    async function query(statement: string, values: readonly unknown[]): Promise<unknown> {
      // It is still busy with an earlier statement: nobody waits for that twice.
      if (silent) throw silent;
      const name = nameOf(statement, values.length);
      try {
        return await client.query({ text: statement, values: [...values], ...(name ? { name } : {}) });
      } catch (error) {
        if (isUnfit(error)) keeps = false;
        if (isSilence(error)) silent = error;
        throw error;
      }
    }
    return {
      // No statement here uses a cursor.
      query: query as <R>(statement: string, values: readonly unknown[]) => Promise<PostgresQueryResult<R>>,
      release: (destroy) => client.release(destroy || silent || undefined),
    } as PostgresPoolClient;
  }

  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client) ?? keeping(client);
      clients.set(client, known);
      return known;
    },
  };
}
