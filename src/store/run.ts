import { CompiledQuery } from 'kysely';
import type { Handle } from './tables.ts';

/** Runs one statement and gives the rows that it returns. */
export type Run = <Row>(statement: string, values: readonly unknown[]) => Promise<Row[]>;

/** In its turn with what else is asked of this connection, or within this transaction. */
export function runBy(db: Handle): Run {
  return async <Row>(statement: string, values: readonly unknown[]) =>
    (await db.executeQuery<Row>(CompiledQuery.raw(statement, [...values]))).rows;
}
