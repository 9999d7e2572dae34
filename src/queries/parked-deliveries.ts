import type { Handle } from '../store/tables.ts';

/** A delivery that failed for good, and why. */
export interface ParkedDelivery {
  id: string;
  event: string;
  action: string | null;
  repository: number | null;
  receivedAt: Date;
  attempts: number;
  error: string;
}

/** The deliveries that wait for an operator, oldest first. */
export async function parkedDeliveries(db: Handle): Promise<ParkedDelivery[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['id', 'event', 'action', 'repository', 'received_at as receivedAt', 'attempts', 'error'])
    .where('state', '=', 'parked')
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({ ...row, error: row.error ?? 'unknown' }));
}
