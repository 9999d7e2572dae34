import { type ExpressionBuilder, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';

/**
 * A moment this many milliseconds from now, by the database's clock, which all processes share: a machine whose
 * clock is ahead must not take the work of another.
 */
export function leasedFor(milliseconds: number): RawBuilder<Date> {
  return sql<Date>`clock_timestamp() + ${milliseconds}::float8 * interval '1 millisecond'`;
}

/** Nobody has a lease on it, or the lease has expired. */
export function isFree<T extends 'deliveries' | 'subjects'>(where: ExpressionBuilder<Tables, T>) {
  return where.or([
    where(sql<Date | null>`leased_until`, 'is', null),
    where(sql<Date>`leased_until`, '<=', sql<Date>`clock_timestamp()`),
  ]);
}
