import pg from 'pg';
import { byName } from '../../support/by-name.ts';
import type { Pass } from './points.ts';
import { between, writeIn } from './write-in.ts';

export type Query = (...given: unknown[]) => Promise<{ rowCount: number | null; rows: unknown[] }>;

/** Makes a point of every write that a client of Postgres is given, and of every commit. Returns the way without. */
export function watchClients(pass: Pass): Query {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  const inTransaction = new WeakMap<object, Set<string>>();

  function watched(client: object, given: unknown[]): ReturnType<Query> {
    const sql = textOf(given[0]);
    const run = (): ReturnType<Query> => query.apply(client, given);
    if (sql === null) return run();
    const write = writeIn(sql);
    if (write) {
      inTransaction.get(client)?.add(write.table);
      return between(write, pass, { run, changed: ({ rowCount }) => rowCount ?? 0 });
    }
    if (/^\s*(begin|start transaction)/i.test(sql)) inTransaction.set(client, new Set());
    if (!/^\s*commit/i.test(sql)) return run();
    const written = [...(inTransaction.get(client) ?? [])].toSorted(byName).join(' ');
    inTransaction.delete(client);
    return between({ verb: 'commit', table: written }, pass, { run, changed: () => 1 });
  }
  function asked(this: object, ...given: unknown[]): ReturnType<Query> | undefined {
    const tell = given.at(-1);
    if (typeof tell !== 'function') return watched(this, given);
    // As a pool asks: it is told the outcome, and is given nothing to wait for.
    watched(this, given.slice(0, -1)).then(
      (result) => tell(null, result) as unknown,
      (error: unknown) => tell(error) as unknown,
    );
    return undefined;
  }
  prototype.query = asked as Query;
  return query;
}

function textOf(given: unknown): string | null {
  if (typeof given === 'string') return given;
  return typeof given === 'object' && given !== null && 'text' in given ? String(given.text) : null;
}
