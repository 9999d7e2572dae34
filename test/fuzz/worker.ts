/** Fuzzes on a thread of its own, which can be ended: what is parsed may never come to an end. */
import { parentPort, workerData } from 'node:worker_threads';
import { countWork } from '../support/count-work.ts';

/** What the thread is to do, and what it says. */
export interface Work {
  parser: string;
  seed: number;
  count: number;
  seconds: number;
}
export type Said =
  | { kind: 'text'; text: string }
  | { kind: 'done'; line: string }
  | { kind: 'failed'; error: string };

const { fuzz } = await import('./fuzz.ts');
const { parsers } = await import('./parsers.ts');

const { parser: name, seed, count, seconds } = workerData as Work;
const say = (said: Said): void => parentPort?.postMessage(said);
const end = performance.now() + seconds * 1_000;
const parser = parsers.find((one) => one.name === name);
try {
  if (!parser) throw new Error(`there is no parser "${name}"`);
  const { texts, steps, slowest } = await fuzz(parser, {
    seed,
    count,
    countWork,
    before: (text) => say({ kind: 'text', text }),
    isOver: () => performance.now() > end,
  });
  const { milliseconds, length, begins } = slowest;
  const slow = `slowest ${milliseconds.toFixed(1)} ms for ${length} characters ${JSON.stringify(begins)}`;
  say({
    kind: 'done',
    line: `${name}: ${texts} texts, at most ${Math.ceil(steps)} steps a character; ${slow}`,
  });
} catch (error) {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  const because = cause instanceof Error ? `\n${cause.stack}` : '';
  say({ kind: 'failed', error: `${message}${because}` });
}
