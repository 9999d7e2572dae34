import { parseArgs } from 'node:util';
import type { Database } from '../store/database.ts';
import { type Counts, copyRows, countRows } from '../store/operator/move.ts';
import type { ExitStatus, World } from './io.ts';
import { CannotRun, usageOf } from './open-store.ts';

const usage = `Usage: hotfix-policy move [options]

Copies everything from the embedded database in DATA_DIR to the Postgres of DATABASE_URL,
which has to be empty. Stop the server first. What is copied from stays as it is.

Options:
  --json     one JSON document instead of lines
  --help     this text

Exit status: 0 copied, 2 could not run.`;

export interface Ends {
  /** The embedded database, which nobody else may have open. */
  from: () => Promise<Database>;
  to: () => Promise<Database>;
}

/** Moves an embedded database to Postgres. */
export async function move(args: string[], world: World, ends: Ends): Promise<ExitStatus> {
  const { values } = usageOf(usage, () =>
    parseArgs({
      args,
      options: {
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }),
  );
  if (values.help) {
    world.out(usage);
    return 0;
  }
  const to = await ends.to();
  try {
    const from = await ends.from();
    try {
      const counts = await copy(from, to, (line) => (values.json ? undefined : world.out(line)));
      if (values.json) world.out(JSON.stringify({ rows: counts }, null, 2));
      else
        world.out(world.strong('Copied. Start the server with DATABASE_URL; DATA_DIR is not used any more.'));
      return 0;
    } finally {
      await from.close();
    }
  } finally {
    await to.close();
  }
}

async function copy(from: Database, to: Database, say: (line: string) => void): Promise<Counts> {
  const expected = await countRows(from.db);
  return to.db.transaction().execute(async (tx) => {
    const before = Object.entries(await countRows(tx)).filter(([, count]) => count > 0);
    if (before.length > 0)
      throw new CannotRun(
        `The database of DATABASE_URL is not empty (${before.map(([table]) => table).join(', ')}). Name an empty one: nothing was copied.`,
      );
    await copyRows(from.db, tx, () => undefined);
    const copied = await countRows(tx);
    const lacking = Object.entries(expected).filter(
      ([table, count]) => copied[table as keyof Counts] !== count,
    );
    if (lacking.length > 0)
      throw new CannotRun(
        `Not all of ${lacking.map(([table]) => table).join(', ')} arrived; nothing was kept.`,
      );
    for (const [table, count] of Object.entries(copied)) say(`  ${table.padEnd(18)} ${count}`);
    return copied;
  });
}
