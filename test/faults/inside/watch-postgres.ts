import pg from 'pg';
import { byName } from '../../support/by-name.ts';
import type { Pass } from './points.ts';
import { between, writeIn } from './write-in.ts';

type Query = (...given: unknown[]) => Promise<{ rowCount: number | null; rows: unknown[] }>;

/** Makes a point of every write that goes to Postgres, and of every commit. Returns a way to ask it. */
export function watchPostgres(
  url: string,
  pass: Pass,
): (sql: string, values: unknown[]) => Promise<unknown[]> {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  const inTransaction = new WeakMap<object, Set<string>>();
  prototype.query = function watched(this: object, ...given) {
    const [sql] = given;
    const run = (): ReturnType<Query> => query.apply(this, given);
    if (typeof sql !== 'string') return run();
    const write = writeIn(sql);
    if (write) {
      inTransaction.get(this)?.add(write.table);
      return between(write, pass, { run, changed: ({ rowCount }) => rowCount ?? 0 });
    }
    if (/^\s*(begin|start transaction)/i.test(sql)) inTransaction.set(this, new Set());
    if (!/^\s*commit/i.test(sql)) return run();
    const written = [...(inTransaction.get(this) ?? [])].toSorted(byName).join(' ');
    inTransaction.delete(this);
    return between({ verb: 'commit', table: written }, pass, { run, changed: () => 1 });
  };

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
