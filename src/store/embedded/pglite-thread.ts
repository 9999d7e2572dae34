import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Answered, PgliteRequest } from './pglite-worker.ts';

interface Waiting {
  resolve(answer: Uint8Array): void;
  reject(error: unknown): void;
}

/**
 * The embedded database on a thread of its own. A statement is worked on without a pause, and the next one follows it:
 * on the thread that answers deliveries, none would be answered while there is work to do.
 */
export class PGliteThread {
  /** Resolves with the reason when it can be asked no more, without having been closed. */
  readonly stopped: Promise<Error>;
  private readonly worker: Worker;
  private readonly stop: (reason: Error) => void;
  /** Answers come in the order of what was asked. */
  private readonly waiting: Waiting[] = [];
  private closed = false;
  private broken: Error | null = null;

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
    worker.on('message', (answer: Answered) => this.answered(answer ?? new Uint8Array()));
    worker.on('error', (error) => this.fail(error instanceof Error ? error.message : 'unknown error'));
    worker.on('exit', () => this.fail('its thread ended'));
    // Only what waits for an answer keeps the process.
    worker.unref();
  }

  /** What it answers to bytes of Postgres' protocol; their memory is given away with them. `null`: that it closes. */
  ask(bytes: PgliteRequest): Promise<Uint8Array> {
    if (this.broken) return Promise.reject(this.broken);
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    this.waiting.push({ resolve, reject });
    this.worker.ref();
    this.worker.postMessage(bytes, bytes ? [bytes.buffer as ArrayBuffer] : []);
    return promise;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    if (!this.broken) await this.ask(null);
    await this.worker.terminate();
  }

  private answered(answer: Uint8Array): void {
    const waiting = this.waiting.shift();
    if (this.waiting.length === 0) this.worker.unref();
    waiting?.resolve(answer);
  }

  /** Nothing can be asked of it any more. */
  private fail(reason: string): void {
    // As Postgres says of itself when it goes down.
    this.broken ??= Object.assign(new Error(`the embedded database has stopped: ${reason}`), {
      code: '57P01',
    });
    if (!this.closed) this.stop(this.broken);
    for (const { reject } of this.waiting.splice(0)) reject(this.broken);
  }
}
