import { type Kysely, sql } from 'kysely';

/** What was given up is counted at every question of readiness: that must not grow with what has passed through. */
export async function parkDeliveries(db: Kysely<unknown>): Promise<void> {
  await sql`create index deliveries_parked on deliveries (seq) where state = 'parked'`.execute(db);
}
