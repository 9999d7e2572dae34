import { Worker } from 'node:worker_threads';
import type { Script, ScriptRead } from '../../hotfix/script/script.ts';
import type {} from './script-worker.ts';

/** Ordinary ones take a few hundredths of a second each. */
const longestWait = 20_000;

/**
 * Reads scripts apart from everything else. One that takes too long, or brings down what reads it, is missing from the
 * answer, and those after it.
 */
export function readScripts(scripts: Script[], wait = longestWait): Promise<ScriptRead[]> {
  const read: ScriptRead[] = [];
  if (scripts.length === 0) return Promise.resolve(read);
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./script-worker.ts', import.meta.url), {
      workerData: scripts,
      // Nothing of the surroundings: there are secrets in them.
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    const timer = setTimeout(end, wait);
    function end(): void {
      clearTimeout(timer);
      resolve(read);
      void worker.terminate();
    }
    worker.on('message', (one: ScriptRead) => {
      read.push(one);
      if (read.length === scripts.length) end();
    });
    worker.on('error', end);
    worker.on('exit', end);
  });
}
