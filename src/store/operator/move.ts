import { sql } from 'kysely';
import type { Handle, Tables } from '../tables.ts';

/** Every table, those that others refer to first. One that is left out here does not compile. */
const tables = Object.keys({
  deliveries: true,
  facts: true,
  fact_commits: true,
  repositories: true,
  installations: true,
  policy_files: true,
  candidates: true,
  subjects: true,
  artefacts: true,
  summaries: true,
  review_texts: true,
  marks: true,
  sweeps: true,
  old_branches: true,
  slack_news: true,
  slack_threads: true,
  write_budgets: true,
} satisfies Record<keyof Tables, true>) as (keyof Tables)[];

/** Tables whose rows are numbered as they come. */
const numbered = ['deliveries', 'facts'] as const;

/** Few enough for one statement: Postgres takes 65,535 values. */
const step = 500;

export type Counts = Partial<Record<keyof Tables, number>>;

/** How many rows each table has. */
export async function countRows(db: Handle): Promise<Counts> {
  const counts: Counts = {};
  for (const table of tables) {
    const { count } = await db
      .selectFrom(table)
      .select((row) => row.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    counts[table] = Number(count);
  }
  return counts;
}

/** Copies everything into a database that is empty. To be called in a transaction of the target. */
export async function copyRows(
  from: Handle,
  to: Handle,
  told: (table: string, rows: number) => void,
): Promise<void> {
  for (const table of tables) {
    let copied = 0;
    for (;;) {
      // By their place in the table, which nobody changes meanwhile.
      const { rows } = await sql<
        Record<string, unknown>
      >`select * from ${sql.table(table)} order by ctid limit ${step} offset ${copied}`.execute(from);
      if (rows.length === 0) break;
      await to
        .insertInto(table)
        .values(rows.map(asWritten) as never)
        .execute();
      copied += rows.length;
      told(table, copied);
    }
  }
  for (const table of numbered)
    await sql`select setval(pg_get_serial_sequence(${table}, 'seq'), coalesce((select max(seq) from ${sql.table(table)}), 0) + 1, false)`.execute(
      to,
    );
}

/** Objects and lists are JSON, and go in as text. */
function asWritten(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === 'object' && value !== null && !(value instanceof Date) ? JSON.stringify(value) : value,
    ]),
  );
}
