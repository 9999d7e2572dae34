import { Worker } from 'node:worker_threads';
import type { Script, ScriptRead } from '../../runbook/script.ts';
import type {} from './script-worker.ts';

/** Ordinary ones take a few hundredths of a second each, and the first one a second. */
const longestReading = 15_000;

/** So many scripts may bring down what reads them, before those that are left stay unread. */
const mostFailures = 3;

/**
 * Reads scripts apart from everything else. One that takes too long, or brings down what reads it, is missing from the
 * answer; `failures`: the names of the errors.
 */
export async function readScripts(
  scripts: Script[],
  wait = longestReading,
): Promise<{ read: ScriptRead[]; failures: string[] }> {
  const read: ScriptRead[] = [];
  const failures: string[] = [];
  let waiting = scripts;
  while (waiting.length > 0 && failures.length < mostFailures) {
    const { read: some, failure } = await readTogether(waiting, wait);
    read.push(...some);
    if (failure !== null) failures.push(failure);
    waiting = waiting.slice(some.length + 1);
  }
  return { read, failures };
}

/** The scripts up to the first at which it fails. */
function readTogether(
  scripts: Script[],
  wait: number,
): Promise<{ read: ScriptRead[]; failure: string | null }> {
  return new Promise((resolve) => {
    const read: ScriptRead[] = [];
    const worker = new Worker(new URL('./script-worker.ts', import.meta.url), {
      workerData: scripts,
      // Nothing of the surroundings: there are secrets in them.
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    const end = (failure: string | null): void => {
      clearTimeout(timer);
      resolve({ read, failure });
      void worker.terminate();
    };
    const timer = setTimeout(() => end('TimeoutError'), wait);
    worker.on('message', (one: ScriptRead) => {
      read.push(one);
      if (read.length === scripts.length) end(null);
    });
    // Its message may have something of the script in it.
    worker.on('error', (error) => end(error instanceof Error ? error.name : 'Error'));
    worker.on('exit', () => end('ExitError'));
  });
}
