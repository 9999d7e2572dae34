import { sql } from 'kysely';
import type { Handle, Tables } from '../tables.ts';

/** Every table, in the order of references. Omitting one does not compile. */
const tables = Object.keys({
  deliveries: true,
  people: true,
  facts: true,
  fact_commits: true,
  texts: true,
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

/** Tables whose rows the database numbers. */
const numbered = { deliveries: 'seq', facts: 'seq', people: 'id' } as const;

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

/** Copies everything into an empty database. Call it in a transaction of the target. */
export async function copyRows(
  from: Handle,
  to: Handle,
  told: (table: string, rows: number) => void,
): Promise<void> {
  // A cursor lives in a transaction, and reads each row once, as all of them were when it began.
  await from
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (source) => {
      for (const table of tables) await copyTable(source, to, { table, told });
    });
  for (const [table, column] of Object.entries(numbered))
    await sql`select setval(pg_get_serial_sequence(${table}, ${column}), coalesce((select max(${sql.ref(column)}) from ${sql.table(table)}), 0) + 1, false)`.execute(
      to,
    );
}

async function copyTable(
  source: Handle,
  to: Handle,
  { table, told }: { table: keyof Tables; told: (table: string, rows: number) => void },
): Promise<void> {
  await sql`declare rows_to_copy no scroll cursor for select * from ${sql.table(table)}`.execute(source);
  for (let copied = 0; ; ) {
    const { rows } = await sql<Record<string, unknown>>`fetch ${sql.lit(step)} from rows_to_copy`.execute(
      source,
    );
    if (rows.length === 0) break;
    await to
      .insertInto(table)
      .values(rows.map(asWritten) as never)
      .execute();
    copied += rows.length;
    told(table, copied);
  }
  await sql`close rows_to_copy`.execute(source);
}

/** Objects and lists are JSON and are inserted as text, except for Postgres lists. A text may be JSON too. */
function asWritten(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      column === 'text' || (isNested(value) && column !== 'people') ? JSON.stringify(value) : value,
    ]),
  );
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}
