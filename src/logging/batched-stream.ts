import type { DestinationStream } from 'pino';

/** A stream with this symbol receives the level of each line before the line. */
const metadata = Symbol.for('pino.metadata');
/** `warn`, as a number of pino's. */
const serious = 40;

/**
 * Writes the lines of one turn of the event loop together, at its end: deliveries come by the thousand, and a write costs
 * as much as making the line. A line of level `warn` or higher is written immediately, with those before it; so is the
 * rest when the process exits. Lines of a turn in which the process is killed are lost.
 */
export function batchedStream(to: DestinationStream): DestinationStream {
  let waiting = '';
  const write = (): void => {
    process.off('exit', write);
    const text = waiting;
    waiting = '';
    if (text !== '') to.write(text);
  };
  const stream = {
    [metadata]: true,
    lastLevel: 0,
    write(line: string) {
      if (waiting === '') {
        setImmediate(write);
        process.on('exit', write);
      }
      waiting += line;
      if (stream.lastLevel >= serious) write();
    },
  };
  return stream;
}
