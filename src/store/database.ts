import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { releaseAllDeliveries } from './deliveries.ts';
import { openEmbedded } from './embedded/embedded.ts';
import { reasonOf } from './error-text.ts';
import { migrate } from './migrate.ts';
import { keepingStatements } from './statements/prepared-statements.ts';
import { type RunQuery, runByAsking } from './statements/run.ts';
import { StoreError } from './store-error.ts';
import { releaseAllLeases } from './subjects.ts';
import type { Tables } from './tables.ts';

export interface Database {
  db: Kysely<Tables>;
  /** One statement that does not wait for the turn of others: a delivery is to be answered at once. */
  run: RunQuery;
  kind: 'embedded' | 'postgres';
  /** Resolves with the reason when it has stopped for good, and only a new process can use it; `null`: it never does. */
  stopped: Promise<Error> | null;
  /** What was written last may have been lost: the machine went down on a database that does not sync. */
  mayLack: boolean;
  /** `false`: nothing is to be written, the disk is nearly full. A server says so itself. */
  hasRoom(): boolean;
  close(): Promise<void>;
}

export type DatabaseOptions =
  | {
      kind: 'postgres';
      url: string;
      /** See {@link longestWait}. */
      longest?: typeof longestWait;
    }
  /** Without a folder: in memory. */
  | { kind: 'embedded'; dataDir: string | null };

/** Ids of GitHub fit a JavaScript number; Postgres gives 64-bit integers as text. */
const int8 = 20;
pg.types.setTypeParser(int8, Number);

/** Longest wait for a connection, milliseconds: a server that takes none must not hold up the start for ever. */
const patience = 10_000;
/** Milliseconds. */
const longestWait = {
  /** No statement takes more than moments; one that waits for a lock may take this long, and the server ends it. */
  query: 60_000,
  /** So much later nothing can be on its way any more. */
  answer: 5_000,
  /**
   * For deliveries that are stored together, the way to the database included. Whoever sends one gives up after 10 s, in
   * which it may have to wait for those before it: what is not stored by then is refused, and fetched later.
   */
  storing: 4_000,
};

/** `pg` takes a timeout for one statement too; its types do not know. */
interface Timely extends pg.QueryConfig {
  query_timeout: number;
}

/** Opens the database and brings its tables to this version. Throws a {@link StoreError} that says what to do. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.kind === 'postgres') {
    const { url, longest = longestWait } = options;
    const pool = new pg.Pool({
      connectionString: url,
      max: 10,
      application_name: 'hotfix-policy',
      connectionTimeoutMillis: patience,
      // A connection that has gone silent must not hold up the work for ever.
      keepAlive: true,
      // What was planned for a table with a few rows is not kept until it has many.
      maxLifetimeSeconds: 600,
      query_timeout: longest.query + longest.answer,
      statement_timeout: longest.query,
      // Whoever began a transaction and is not heard of any more must not keep what it has locked.
      idle_in_transaction_session_timeout: longest.query,
    });
    // A connection that breaks is replaced, and what was asked of it fails. Without a listener it would end the process:
    // the pool listens only while nobody has it, and whoever has it may just not be asking anything.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: keepingStatements(pool) }) });
    const close = (): Promise<void> => db.destroy();
    await orClose(close, async () => {
      await reach(pool);
      await migrate(db);
    });
    return {
      db,
      run: runByAsking((query) => {
        const timely: Timely = { ...query, query_timeout: longest.storing };
        return within(longest.storing, pool.query(timely));
      }),
      kind: 'postgres',
      stopped: null,
      mayLack: false,
      hasRoom: () => true,
      close,
    };
  }
  const { db, run, stopped, close, wentDown, hasRoom } = await openEmbedded(options.dataDir);
  await orClose(close, async () => {
    await migrate(db);
    // Nobody else can be at work here: what the last process held when it ended is free.
    await releaseAllDeliveries(db);
    await releaseAllLeases(db);
  });
  return { db, run, kind: 'embedded', stopped, mayLack: wentDown, hasRoom, close };
}

/** Rejects where it takes longer: a connection may have to be made first. What was begun may still be done. */
async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new Error(`Postgres did not answer within ${milliseconds} ms`));
  }, milliseconds);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function reach(pool: pg.Pool): Promise<void> {
  try {
    (await pool.connect()).release();
  } catch (error) {
    // Neither the message nor the code of a failed connection holds the password.
    throw new StoreError(
      `Cannot connect to Postgres: ${reasonOf(error)}. Check DATABASE_URL, and that the server runs and has this user and database.`,
    );
  }
}

async function orClose(close: () => Promise<void>, prepare: () => Promise<void>): Promise<void> {
  try {
    await prepare();
  } catch (error) {
    await close();
    throw error;
  }
}
