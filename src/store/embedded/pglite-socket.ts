import { Duplex } from 'node:stream';

type Done = (error?: Error | null) => void;

/**
 * What `pg` takes for its socket to a server; it leads to the embedded database. What is written together is sent
 * together, and answers come in order.
 */
export class PGliteSocket extends Duplex {
  private readonly ask: (bytes: Uint8Array) => Promise<Uint8Array>;

  constructor(ask: (bytes: Uint8Array) => Promise<Uint8Array>) {
    super();
    this.ask = ask;
  }

  connect(): void {
    process.nextTick(() => this.emit('connect'));
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.send([chunk], done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: Done): void {
    this.send(
      chunks.map(({ chunk }) => chunk),
      done,
    );
  }

  override _read(): void {
    // Answers are pushed as they come.
  }

  override _final(done: Done): void {
    this.push(null);
    done();
  }

  // The other methods of a socket mean nothing here.
  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  private send(chunks: Buffer[], done: Done): void {
    // A copy: its memory is transferred to the thread.
    const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
    let end = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, end);
      end += chunk.length;
    }
    this.ask(bytes).then(
      (answer) => {
        if (answer.length > 0) this.push(Buffer.from(answer.buffer, answer.byteOffset, answer.length));
      },
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error('unknown error')),
    );
    done();
  }
}
