import type { Kysely } from 'kysely';

export async function writeBudgets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('write_budgets')
    .addColumn('installation', 'bigint', (column) => column.primaryKey())
    // Milliseconds since 1970: when the whole budget is available again.
    .addColumn('minute_full_at', 'double precision', (column) => column.notNull())
    .addColumn('hour_full_at', 'double precision', (column) => column.notNull())
    .execute();
}
