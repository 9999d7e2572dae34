import { type Kysely, sql } from 'kysely';

/**
 * Parked deliveries are counted for every `/readyz`: the cost must not grow with the number of deliveries processed.
 */
export async function parkDeliveries(db: Kysely<unknown>): Promise<void> {
  await sql`create index deliveries_parked on deliveries (seq) where state = 'parked'`.execute(db);
}
