import { CompiledQuery } from 'kysely';
import type { Handle } from '../tables.ts';
import { isUnfit } from './prepared-name.ts';

/**
 * Runs one statement and returns its rows. One that has a name stays prepared for the next time, where the
 * connection can do that: a name stands for one text.
 */
export type RunQuery = <Row>(statement: string, values: readonly unknown[], name?: string) => Promise<Row[]>;

type Ask = (query: { text: string; values: unknown[]; name?: string }) => Promise<{ rows: unknown[] }>;

/**
 * Through a client or a pool. A pooler between here and the server may give the next statement another connection:
 * then nothing is prepared from then on.
 */
export function runByAsking(ask: Ask): RunQuery {
  let keepsReady = true;
  return async <Row>(text: string, given: readonly unknown[], name?: string) => {
    const values = [...given];
    if (name !== undefined && keepsReady) {
      try {
        return (await ask({ text, values, name })).rows as Row[];
      } catch (error) {
        if (!isUnfit(error)) throw error;
        keepsReady = false;
      }
    }
    return (await ask({ text, values })).rows as Row[];
  };
}

/** In turn with the other statements of this connection, or within this transaction. */
export function runBy(db: Handle): RunQuery {
  return async <Row>(statement: string, values: readonly unknown[]) =>
    (await db.executeQuery<Row>(CompiledQuery.raw(statement, [...values]))).rows;
}
