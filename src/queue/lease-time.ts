import { type ExpressionBuilder, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';

/**
 * So many milliseconds from now, by the database's own clock: it is the one that all processes share. A machine whose
 * clock is ahead must not take for free what another one is at.
 */
export function leasedFor(milliseconds: number): RawBuilder<Date> {
  return sql<Date>`clock_timestamp() + ${milliseconds}::float8 * interval '1 millisecond'`;
}

/** Nobody has it, or whoever had it did not come back. */
export function isFree<T extends 'deliveries' | 'subjects'>(where: ExpressionBuilder<Tables, T>) {
  return where.or([
    where(sql<Date | null>`leased_until`, 'is', null),
    where(sql<Date>`leased_until`, '<=', sql<Date>`clock_timestamp()`),
  ]);
}
