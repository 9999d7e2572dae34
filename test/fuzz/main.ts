/** `npm run fuzz`: every parser of texts from outside, with texts made by chance. `npm test` runs a small sample. */
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { parsers } from './parsers.ts';
import type { Said, Work } from './worker.ts';

const usage = `npm run fuzz -- [options]

  --seed N       the same texts as before; without it, others each time
  --count N      at most so many texts for each parser (default 5000)
  --seconds N    at most so long for each parser (default 20)
  --only NAME    the parsers whose name has this in it

Ends with 1 where a parser throws, hangs, takes more steps than it may, or where something does not hold.`;

/** No text takes nearly as long. */
const hangs = 10_000;

function fuzzApart(work: Work): Promise<{ line: string; isFine: boolean }> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: work });
    let last = '';
    const end = (line: string, isFine: boolean): void => {
      clearTimeout(timer);
      resolve({ line, isFine });
      void worker.terminate();
    };
    const late = (): void =>
      end(`${work.parser} (seed ${work.seed}) hangs: ${JSON.stringify(last.slice(0, 2_000))}`, false);
    let timer = setTimeout(late, hangs);
    worker.on('message', (said: Said) => {
      clearTimeout(timer);
      timer = setTimeout(late, hangs);
      if (said.kind === 'text') last = said.text;
      else if (said.kind === 'done') end(said.line, true);
      else end(said.error, false);
    });
    worker.on('error', (error) =>
      end(`${work.parser} (seed ${work.seed}): ${String(error)}: ${JSON.stringify(last)}`, false),
    );
  });
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    count: { type: 'string', default: '5000' },
    seconds: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});
const [seed, count, seconds] = [values.seed ?? Date.now() % 2 ** 31, values.count, values.seconds].map(
  Number,
);
const chosen = parsers.filter(({ name }) => name.includes(values.only));
if (values.help || !seed || !count || !seconds || chosen.length === 0) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  console.log(`seed ${seed}`);
  for (const { name } of chosen) {
    const { line, isFine } = await fuzzApart({ parser: name, seed, count, seconds });
    console.log(line);
    if (!isFine) process.exitCode = 1;
  }
}
