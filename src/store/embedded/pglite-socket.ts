import { Duplex } from 'node:stream';

type Done = (error?: Error | null) => void;

/**
 * What `pg` takes for its connection to a server, and leads to the embedded database. What is written together is asked
 * together; answers come in the order of what was asked.
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
    // What is answered is pushed as it comes.
  }

  override _final(done: Done): void {
    this.push(null);
    done();
  }

  // What a socket has beside this means nothing here.
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
    // Memory of its own: it is given away to the thread.
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
