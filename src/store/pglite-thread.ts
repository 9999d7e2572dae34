import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { PGlite, PGliteQueryResults, PGliteTransaction } from 'kysely';
import type { Answered, Asked } from './pglite-worker.ts';

type Results = PGliteQueryResults<never> & { command?: string };

interface Waiting {
  resolve(results: Results): void;
  reject(error: unknown): void;
}

/**
 * The embedded database on a thread of its own. A statement is worked on without a pause, and the next one follows it:
 * on the thread that answers deliveries, none would be answered while there is work to do.
 *
 * Has what Kysely needs of a `PGlite`: what is asked beside a transaction waits for its end.
 */
export class PGliteThread implements PGlite {
  readonly ready = true;
  readonly waitReady = Promise.resolve();
  closed = false;
  /** Resolves with the reason when it can be asked no more, without having been closed. */
  readonly stopped: Promise<Error>;
  private readonly worker: Worker;
  private readonly stop: (reason: Error) => void;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;
  private broken: Error | null = null;
  private transactionEnds: Promise<void> | null = null;

  /** Resolves when the database in the folder is open; rejects with its reason where it does not open. */
  static async open(folder: string): Promise<PGliteThread> {
    const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), {
      workerData: folder,
      // Nothing of the surroundings: it needs none, and there are secrets in them.
      env: {},
      execArgv: [],
    });
    // It may also end without a word of why.
    const ended = once(worker, 'exit').then(([code]) =>
      Promise.reject(new Error(`its thread ended with ${code}`)),
    );
    await Promise.race([once(worker, 'message'), ended]);
    return new PGliteThread(worker);
  }

  private constructor(worker: Worker) {
    this.worker = worker;
    const { promise, resolve } = Promise.withResolvers<Error>();
    this.stopped = promise;
    this.stop = resolve;
    worker.on('message', (answer: Answered) => this.answered(answer));
    worker.on('error', (error) => this.fail(error instanceof Error ? error.message : 'unknown error'));
    worker.on('exit', () => this.fail('its thread ended'));
    // Only what waits for an answer keeps the process.
    worker.unref();
  }

  /** The next may be asked before this one is answered: they are worked on in turn. */
  async query<T>(sql: string, parameters: unknown[] = []): Promise<PGliteQueryResults<T>> {
    while (this.transactionEnds) await this.transactionEnds;
    return this.ask(sql, parameters);
  }

  async transaction<T>(work: (tx: PGliteTransaction) => Promise<T>): Promise<T> {
    while (this.transactionEnds) await this.transactionEnds;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.transactionEnds = promise;
    try {
      return await this.inTransaction(work);
    } finally {
      this.transactionEnds = null;
      resolve();
    }
  }

  private async inTransaction<T>(work: (tx: PGliteTransaction) => Promise<T>): Promise<T> {
    await this.ask('begin');
    try {
      const done = await work({
        query: (sql, parameters) => this.ask(sql, parameters),
        rollback: async () => void (await this.ask('rollback')),
      });
      const { command } = await this.ask('commit');
      // As Postgres ends one in which something failed, whatever came of that failure.
      if (command === 'ROLLBACK') throw failure('the transaction was rolled back', '25P02');
      return done;
    } catch (error) {
      await this.ask('rollback');
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    if (!this.broken) await this.ask(null);
    await this.worker.terminate();
  }

  /** `null`: that it closes. */
  private ask(sql: string | null, parameters: unknown[] = []): Promise<Results> {
    if (this.broken) return Promise.reject(this.broken);
    return new Promise((resolve, reject) => {
      this.asked += 1;
      this.waiting.set(this.asked, { resolve, reject });
      this.worker.ref();
      this.worker.postMessage({ number: this.asked, sql, parameters } satisfies Asked);
    });
  }

  private answered(answer: Answered): void {
    const waiting = this.waiting.get(answer.number);
    this.waiting.delete(answer.number);
    if (this.waiting.size === 0) this.worker.unref();
    if ('error' in answer) waiting?.reject(Object.assign(new Error(answer.error.message), answer.error));
    else waiting?.resolve(answer.results as Results);
  }

  /** Nothing can be asked of it any more. */
  private fail(reason: string): void {
    // As Postgres says of itself when it goes down.
    this.broken ??= failure(`the embedded database has stopped: ${reason}`, '57P01');
    if (!this.closed) this.stop(this.broken);
    for (const { reject } of this.waiting.values()) reject(this.broken);
    this.waiting.clear();
  }
}

function failure(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}
