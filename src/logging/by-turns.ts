import type { DestinationStream } from 'pino';

/** By this pino tells the stream of each line's level first. */
const metadata = Symbol.for('pino.metadata');
/** `warn`, as pino counts. */
const serious = 40;

/**
 * Writes what is told in one turn of the event loop at once, at its end: deliveries come by the thousand, and to write a line
 * costs as much as to make it. What is serious is written without waiting, and so is the rest when the process ends, unless it is
 * killed: then what the turn told before is lost.
 */
export function byTurns(to: DestinationStream): DestinationStream {
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
