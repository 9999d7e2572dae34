import type { PGlite } from '@electric-sql/pglite';

/**
 * The embedded database's answer to bytes of the Postgres protocol, several messages at once as from a client of a
 * server. Its own interface needs a turn for each message, which costs more than most statements.
 */
export async function answerOf(pglite: PGlite, asked: Uint8Array): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  await pglite.execProtocolRawStream(asked, {
    // The buffer is only lent: the next part overwrites it.
    onRawData: (part) => void parts.push(part.slice()),
    syncToFs: false,
  });
  return new Uint8Array(Buffer.concat(parts));
}
