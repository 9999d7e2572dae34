import type { Kysely } from 'kysely';

/** Who has a delivery: a worker that lost its lease must not extend or end the one of another. */
export async function deliveryLeases(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('deliveries').addColumn('lease', 'text').execute();
}
