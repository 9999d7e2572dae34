/** The thread of the embedded database. It answers requests in turn. */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { answerOf } from './pglite-answer.ts';

/** Bytes of the Postgres protocol; `null`: close. */
export type PgliteRequest = Uint8Array | null;
/** The server's answers, in the order of the requests; `null`: it is closed. */
export type Answered = Uint8Array | null;

const pglite = await PGlite.create(String(workerData));

/** An exception in here ends the thread: then the program itself failed, rather than a statement. */
async function answer(asked: PgliteRequest): Promise<void> {
  if (asked === null) {
    await pglite.close();
    parentPort?.postMessage(null satisfies Answered);
    return;
  }
  const bytes = await answerOf(pglite, asked);
  parentPort?.postMessage(bytes satisfies Answered, [bytes.buffer as ArrayBuffer]);
}

let last = Promise.resolve();
parentPort?.on('message', (asked: PgliteRequest) => {
  last = last.then(() => answer(asked));
});
parentPort?.postMessage('open');
