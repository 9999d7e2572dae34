import { PGliteThread } from '../../../src/store/pglite-thread.ts';
import { byName } from '../../support/by-name.ts';
import type { Pass } from './points.ts';
import { between, writeIn } from './write-in.ts';

interface Result {
  rows: unknown[];
  affectedRows?: number;
}
interface Handle {
  query(sql: string, ...rest: unknown[]): Promise<Result>;
}
interface Embedded extends Handle {
  transaction<T>(work: (tx: Handle) => Promise<T>): Promise<T>;
}

/** Makes a point of every write that goes to the embedded database, and of every commit. Returns a way to ask it. */
export function watchEmbedded(pass: Pass): (sql: string, values: unknown[]) => Promise<unknown[]> {
  const prototype = PGliteThread.prototype as unknown as Embedded;
  const { query, transaction } = prototype;
  let opened: Embedded | null = null;

  async function watched(run: () => Promise<Result>, sql: string, tables?: Set<string>): Promise<Result> {
    const write = writeIn(sql);
    if (!write) return run();
    tables?.add(write.table);
    return between(write, pass, { run, changed: ({ affectedRows, rows }) => affectedRows ?? rows.length });
  }

  prototype.query = function watchedQuery(this: Embedded, sql, ...rest) {
    opened = this;
    return watched(() => query.call(this, sql, ...rest), sql);
  };
  prototype.transaction = async function watchedTransaction<T>(
    this: Embedded,
    work: (tx: Handle) => Promise<T>,
  ): Promise<T> {
    const tables = new Set<string>();
    const name = (): string => `commit ${[...tables].toSorted(byName).join(' ')}`;
    const result = await transaction.call(this, async (tx) => {
      const inside: Handle = {
        query: (sql, ...rest) => watched(() => tx.query(sql, ...rest), sql, tables),
      };
      const done = await work(inside);
      pass(`before ${name()}`);
      return done;
    });
    pass(`after ${name()}`);
    return result as T;
  };
  return async (sql, values) => (opened ? (await query.call(opened, sql, values)).rows : []);
}
