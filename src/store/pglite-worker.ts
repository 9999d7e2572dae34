/** The thread of the embedded database. Its messages are statements, and what came of them. */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

export interface Asked {
  number: number;
  /** `null`: close. */
  sql: string | null;
  parameters: unknown[];
}

export type Answered =
  | { number: number; results: unknown }
  | { number: number; error: { name: string; message: string; code?: unknown; constraint?: unknown } };

const pglite = await PGlite.create(String(workerData));

parentPort?.on('message', ({ number, sql, parameters }: Asked) => {
  const answer = (answered: Answered): void => parentPort?.postMessage(answered);
  (sql === null ? pglite.close() : pglite.query(sql, parameters)).then(
    (results) => answer({ number, results }),
    (error: unknown) => {
      // The program itself broke off, and not a statement: what is in its memory is not to be trusted.
      if (error instanceof Error && error.name === 'RuntimeError') throw error;
      answer({ number, error: described(error) });
    },
  );
});
parentPort?.postMessage('open');

/** An error of the database also carries the statement and its values. */
function described(error: unknown): { name: string; message: string; code?: unknown; constraint?: unknown } {
  if (!(error instanceof Error)) return { name: 'Error', message: 'unknown error' };
  const { name, message } = error;
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return { name, message, ...(code ? { code } : {}), ...(constraint ? { constraint } : {}) };
}
