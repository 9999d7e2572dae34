import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What is sent to a server. */
export interface Load {
  port: number;
  connections: number;
  bodyBytes: number;
  /** `null`: each connection sends as soon as it was answered. */
  perSecond: number | null;
  /** `null`: until the burst is over. */
  seconds: number | null;
  /** Instead of one push with a new id each time: this many different ones, of hotfix branches. */
  burst: { pushes: number; repositories: number; firstRepository: number; installation: number } | null;
  /** Seconds before it in which one delivery is sent repeatedly: that warms up both sides, and leaves no work. */
  warmUp?: number;
}

export interface LoadResult {
  /** Answered with success; the others failed. */
  answered: number;
  failed: number;
  perSecond: number;
  /** Milliseconds until the answer. */
  p50: number;
  p99: number;
  longest: number;
}

const main = fileURLToPath(new URL('main.ts', import.meta.url));

/** Sends from another process, so that the measured process does not pay for sending. */
export function send(load: Load): Promise<LoadResult> {
  const child = fork(main, { execArgv: ['--no-warnings'] });
  return new Promise((resolve, reject) => {
    child.once('message', (result) => resolve(result as LoadResult));
    child.once('exit', (code) => reject(new Error(`the sender ended with ${code}`)));
    child.send(load);
  });
}
