import type { Database } from '../store/database.ts';
import { type Counts, copyRows, countRows } from '../store/operator/move.ts';
import { CannotRun } from './cannot-run.ts';
import { defineCommand } from './command.ts';
import type { Io } from './io.ts';
import { withEmbedded, withPostgres } from './stores.ts';
import { columns } from './usage.ts';

/** Copies an embedded database to Postgres. */
export const move = defineCommand({
  about: `Copies everything from the embedded database in DATA_DIR to the Postgres of DATABASE_URL,
which must be empty. Stop the server first. DATA_DIR is not changed.`,
  options: {},
  json: true,
  statuses: { 0: 'copied' },
  run: (_, io) =>
    withPostgres((to) =>
      withEmbedded(async (from) => {
        const rows = await copy(from, to, io);
        return {
          status: 0,
          json: { rows },
          lines: [
            ...columns(Object.entries(rows).map(([table, count]) => [table, String(count)])),
            io.strong('Copied. Start the server with DATABASE_URL; DATA_DIR is no longer used.'),
          ],
        };
      }),
    ),
});

async function copy(from: Database, to: Database, io: Io): Promise<Counts> {
  const expected = await countRows(from.db);
  return to.db.transaction().execute(async (tx) => {
    const filled = Object.entries(await countRows(tx)).filter(([, count]) => count > 0);
    if (filled.length > 0)
      throw new CannotRun(
        `The database of DATABASE_URL is not empty (${names(filled)}). Nothing was copied: use an empty one.`,
      );
    await copyRows(from.db, tx, (table, copied) => io.progress(`${table}: ${copied} rows`));
    const copied = await countRows(tx);
    const lacking = Object.entries(expected).filter(
      ([table, count]) => copied[table as keyof Counts] !== count,
    );
    if (lacking.length > 0)
      throw new CannotRun(
        `Not every row of ${names(lacking)} arrived, and nothing was kept. Stop the server and try again.`,
      );
    return copied;
  });
}

function names(rows: [string, number][]): string {
  return rows.map(([table]) => table).join(', ');
}
