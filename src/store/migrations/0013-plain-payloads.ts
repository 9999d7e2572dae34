import { type Kysely, sql } from 'kysely';

/** A payload is text that no query looks into: checking and compressing it cost more than storing it. */
export async function plainPayloads(db: Kysely<unknown>): Promise<void> {
  await sql`alter table deliveries alter column payload type text using payload::text`.execute(db);
  await sql`alter table deliveries alter column payload set storage external`.execute(db);
}
