/** `npm run bench`: what it costs. bench/README.md describes the method. */
import { parseArgs } from 'node:util';
import { burst } from './measured/burst.ts';
import { fold } from './measured/fold.ts';
import { idle } from './measured/idle.ts';
import { intake } from './measured/intake.ts';
import { life } from './measured/life.ts';
import { start } from './measured/start.ts';
import { timer } from './measured/timer.ts';
import { workers } from './measured/workers.ts';
import { compare, keep, machineKind, newest } from './report/results.ts';
import type { Row } from './report/row.ts';
import { table } from './report/table.ts';

const benchmarks: Record<string, () => Promise<Row[]>> = {
  intake,
  life,
  idle,
  timer,
  fold,
  burst,
  workers,
  start,
};

const usage = `npm run bench -- [name...] [options]

  ${Object.keys(benchmarks).join(', ')}
                   only these; without a name all of them, with the result kept in bench/results
  table            print the newest result as the table of bench/README.md
  compare [a b]    compare the newest two results, or two named files

  --keep           keep the result even if only some are measured
  --quick          a tenth of everything, to see that it runs; its numbers mean nothing and are not kept
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    keep: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => !Object.hasOwn(benchmarks, name));

if (values.help) say(usage);
else if (positionals[0] === 'table') say(newest());
else if (positionals[0] === 'compare') say(compare(positionals.slice(1)));
else if (unknown.length > 0) {
  process.stderr.write(`Unknown benchmark ${unknown.join(', ')}.\n\n${usage}`);
  process.exitCode = 2;
} else await run(positionals);

async function run(names: string[]): Promise<void> {
  const at = new Date();
  const rows: Row[] = [];
  say(machineKind());
  for (const [name, measure] of Object.entries(benchmarks)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const began = performance.now();
    const measured = await measure();
    rows.push(...measured);
    say(`\n${name}, in ${((performance.now() - began) / 1000).toFixed(0)} s\n\n${table(measured)}`);
  }
  if (!values.quick && (names.length === 0 || values.keep)) say(`\nkept in ${keep(rows, at)}`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
