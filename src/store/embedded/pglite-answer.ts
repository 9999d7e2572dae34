import type { PGlite } from '@electric-sql/pglite';

/**
 * What the embedded database answers to bytes of Postgres' protocol. It is asked as a client asks a server, several
 * messages at once: its own way of asking takes a turn for each of them, which costs more than most statements.
 */
export async function answerOf(pglite: PGlite, asked: Uint8Array): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  await pglite.execProtocolRawStream(asked, {
    // A part is only lent: the next one is written over it.
    onRawData: (part) => void parts.push(part.slice()),
    syncToFs: false,
  });
  return new Uint8Array(Buffer.concat(parts));
}
