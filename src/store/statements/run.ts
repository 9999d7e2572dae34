import { CompiledQuery } from 'kysely';
import type { Handle } from '../tables.ts';
import { isUnfit } from './prepared-name.ts';

/**
 * Runs one statement and gives the rows that it returns. One that has a name is kept ready for the next time, where the
 * connection can do that: a name stands for one text.
 */
export type RunQuery = <Row>(statement: string, values: readonly unknown[], name?: string) => Promise<Row[]>;

type Ask = (query: { text: string; values: unknown[]; name?: string }) => Promise<{ rows: unknown[] }>;

/**
 * By asking a client or a pool. Between us and the server there may be a pooler that gives the next statement to another
 * connection than the last one: then nothing is kept ready any more.
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

/** In its turn with what else is asked of this connection, or within this transaction. */
export function runBy(db: Handle): RunQuery {
  return async <Row>(statement: string, values: readonly unknown[]) =>
    (await db.executeQuery<Row>(CompiledQuery.raw(statement, [...values]))).rows;
}
