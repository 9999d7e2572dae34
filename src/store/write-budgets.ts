import { sql } from 'kysely';
import type { Handle } from './tables.ts';

/** At most `burst` at once, and one more every `refill` milliseconds. */
export interface Bucket {
  burst: number;
  refill: number;
  /** The part reserved for urgent writes. */
  reserve: number;
}

export interface Spending {
  installation: number;
  minute: Bucket;
  hour: Bucket;
  now: Date;
}

/**
 * Spends one write of the installation's budget, which all processes on this database share and which survives
 * restarts. Returns `null`, or when a write may be possible again. A bucket is one number: the moment at which it
 * will be full again.
 */
export async function spendWrite(db: Handle, spending: Spending): Promise<Date | null> {
  const { installation, minute, hour } = spending;
  const now = spending.now.getTime();
  const spent = await sql<{ installation: number }>`
    insert into write_budgets as budget (installation, minute_full_at, hour_full_at)
    values (${installation}, ${now + minute.refill}, ${now + hour.refill})
    on conflict (installation) do update
    set minute_full_at = ${after(sql`budget.minute_full_at`, minute, now)},
        hour_full_at = ${after(sql`budget.hour_full_at`, hour, now)}
    where ${after(sql`budget.minute_full_at`, minute, now)} <= ${now + size(minute)}
      and ${after(sql`budget.hour_full_at`, hour, now)} <= ${now + size(hour)}
    returning installation`.execute(db);
  if (spent.rows.length > 0) return null;
  // If the clock stepped back, they are full no later than if everything had just been spent.
  const [minuteAt, hourAt] = [now + minute.burst * minute.refill, now + hour.burst * hour.refill];
  const row = await db
    .updateTable('write_budgets')
    .set({
      minute_full_at: sql<number>`least(minute_full_at, ${minuteAt}::float8)`,
      hour_full_at: sql<number>`least(hour_full_at, ${hourAt}::float8)`,
    })
    .where('installation', '=', installation)
    .returning(['minute_full_at', 'hour_full_at'])
    .executeTakeFirst();
  const waits = [wait(row?.minute_full_at, minute, now), wait(row?.hour_full_at, hour, now)];
  return new Date(now + Math.max(1, ...waits));
}

type Piece = ReturnType<typeof sql>;

/**
 * When it would be full again after one more write. If the clock stepped back, as if everything had just been spent.
 */
function after(fullAt: Piece, { burst, refill }: Bucket, now: number): Piece {
  return sql`greatest(least(${fullAt}, ${now + burst * refill}::float8), ${now}::float8) + ${refill}::float8`;
}

function size({ burst, reserve, refill }: Bucket): number {
  return (burst - reserve) * refill;
}

function wait(fullAt: number | undefined, bucket: Bucket, now: number): number {
  const from = Math.max(now, Math.min(fullAt ?? now, now + bucket.burst * bucket.refill));
  return Math.ceil(from + bucket.refill - now - size(bucket));
}
