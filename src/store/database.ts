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
  /** One statement that does not wait for its turn: a delivery has to be answered at once. */
  run: RunQuery;
  kind: 'embedded' | 'postgres';
  /** Resolves with the reason when it has stopped for good and only a new process can use it; `null`: it never does. */
  stopped: Promise<Error> | null;
  /** The last writes may be lost: the machine went down on a database that does not sync. */
  mayLack: boolean;
  /** `false`: nothing may be written, the disk is nearly full. A server reports this itself. */
  hasRoom(): boolean;
  close(): Promise<void>;
}

export type DatabaseOptions =
  | {
      kind: 'postgres';
      url: string;
      /** See {@link timeLimits}. */
      longest?: typeof timeLimits;
    }
  /** Without a folder: in memory. */
  | { kind: 'embedded'; dataDir: string | null };

/** Ids of GitHub fit a JavaScript number; Postgres gives 64-bit integers as text. */
const int8 = 20;
pg.types.setTypeParser(int8, Number);

/** Longest wait for a connection, milliseconds: a server that accepts none must not block the start for ever. */
const patience = 10_000;
/** Milliseconds. */
const timeLimits = {
  /** Statements take moments; one that waits for a lock may take this long before the server ends it. */
  query: 60_000,
  /** After this much longer, no answer can be on its way. */
  answer: 5_000,
  /**
   * For deliveries that are stored together, including the time to the database. The sender gives up after 10 s,
   * and a delivery may have to wait for those before it: one that is not stored in time is refused, and fetched
   * later.
   */
  storing: 4_000,
};

/** `pg` accepts a timeout for a single statement; its types do not declare it. */
interface Timely extends pg.QueryConfig {
  query_timeout: number;
}

/** Opens the database and migrates its tables to this version. Throws a {@link StoreError} that says what to do. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.kind === 'postgres') {
    const { url, longest = timeLimits } = options;
    const pool = new pg.Pool({
      connectionString: url,
      max: 10,
      application_name: 'hotfix-policy',
      connectionTimeoutMillis: patience,
      // A silent connection must not block the work for ever.
      keepAlive: true,
      // A plan for a table with a few rows is replaced once the table has grown.
      maxLifetimeSeconds: 600,
      query_timeout: longest.query + longest.answer,
      statement_timeout: longest.query,
      // A client that began a transaction and went silent must not keep its locks.
      idle_in_transaction_session_timeout: longest.query,
    });
    // A broken connection is replaced, and its statements fail. Without a listener it would end the process: the
    // pool listens only to idle connections, and whoever holds one may not be running a statement.
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
    // No other process can use this database: what the last one had leased is free.
    await releaseAllDeliveries(db);
    await releaseAllLeases(db);
  });
  return { db, run, kind: 'embedded', stopped, mayLack: wentDown, hasRoom, close };
}

/** Rejects after this long, including the time to connect. What was begun may still finish. */
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
    // Neither the message nor the code of a failed connection contains the password.
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
