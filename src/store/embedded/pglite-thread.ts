import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Answered, PgliteRequest } from './pglite-worker.ts';

interface Waiting {
  resolve(answer: Uint8Array): void;
  reject(error: unknown): void;
}

/**
 * The embedded database on its own thread. It runs one statement after another without a pause: on the thread that
 * answers deliveries, no delivery would be answered while there is work to do.
 */
export class PGliteThread {
  /** Resolves with the reason when it can no longer be used, unless it was closed. */
  readonly stopped: Promise<Error>;
  private readonly worker: Worker;
  private readonly stop: (reason: Error) => void;
  /** Answers come in order. */
  private readonly waiting: Waiting[] = [];
  private closed = false;
  private broken: Error | null = null;

  /** Resolves when the database in the folder is open; rejects with its reason where it does not open. */
  static async open(folder: string): Promise<PGliteThread> {
    const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), {
      workerData: folder,
      // No environment: it needs none, and there are secrets in it.
      env: {},
      execArgv: [],
    });
    // It may also end without giving a reason.
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
    // Only a pending answer keeps the process alive.
    worker.unref();
  }

  /** Its answer to bytes of the Postgres protocol, whose memory is transferred. `null`: close it. */
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

  /** It can no longer be used. */
  private fail(reason: string): void {
    // The same code as from a Postgres that shuts down.
    this.broken ??= Object.assign(new Error(`the embedded database has stopped: ${reason}`), {
      code: '57P01',
    });
    if (!this.closed) this.stop(this.broken);
    for (const { reject } of this.waiting.splice(0)) reject(this.broken);
  }
}
