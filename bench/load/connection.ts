import { connect, type Socket } from 'node:net';

/** One kept-alive connection that carries one request at a time. */
export interface Connection {
  /** Sends a request, and resolves with the status of its answer. */
  ask(bytes: Buffer): Promise<number>;
  close(): void;
}

export async function openConnection(port: number): Promise<Connection> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let pending: PromiseWithResolvers<number> | null = null;
  let heard = '';
  const fail = (): void => {
    pending?.reject(new Error('the server closed the connection'));
    pending = null;
  };
  socket.on('data', (part) => {
    heard += part.toString('latin1');
    const status = wholeAnswer(heard);
    if (status === null) return;
    heard = '';
    const answered = pending;
    pending = null;
    answered?.resolve(status);
  });
  socket.on('error', fail).on('close', fail);
  return {
    ask(bytes) {
      pending = Promise.withResolvers<number>();
      socket.write(bytes);
      return pending.promise;
    },
    close: () => void end(socket),
  };
}

function end(socket: Socket): void {
  socket.removeAllListeners();
  socket.on('error', () => undefined).destroy();
}

/** The status of a complete answer; `null`: more is to come. */
function wholeAnswer(heard: string): number | null {
  const head = heard.indexOf('\r\n\r\n');
  if (head < 0) return null;
  const length = /\r\ncontent-length: (\d+)/i.exec(heard);
  const isWhole = length
    ? heard.length >= head + 4 + Number(length[1])
    : !/\r\ntransfer-encoding: chunked/i.test(heard) || heard.endsWith('0\r\n\r\n');
  return isWhole ? Number(heard.slice(9, 12)) : null;
}
