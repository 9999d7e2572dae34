/** `npm run faults`: everything in this folder at full length. `npm test` runs a small sample of it. */
import { parseArgs } from 'node:util';
import {
  cutByChance,
  firstOfEach,
  killAt,
  type Outcome,
  oneOfEachPhase,
  type Point,
  sampleOf,
  undisturbed,
} from './kill-anywhere.ts';
import { type DatabaseKind, kinds, type PreparedDatabases, prepareDatabases } from './prepared-databases.ts';
import { shareTheWork } from './replicas.ts';
import { sideBySide } from './side-by-side.ts';

const usage = `npm run faults -- [kill] [cut] [share] [options]

  kill       ends the program at every point of a hotfix's life, one point a life: in each
             part of it, where each kind of write or request is passed for the first time
  cut        breaks its connections to Postgres by chance, two hundred times in each of ten lives
  share      a thousand hotfixes of fifty organisations at once, served by three processes on
             one Postgres, and again by one on the embedded database: some are ended all the while

Without a word, all of it.

  --database embedded|postgres   only one of them
  --all                          also where they are passed again
  --together                     at a point of each part in the same life: a third of the time
  --from N, --to N               only the points from number N to number N
  --sample N                     only so many points, chosen by the seed
  --seed N                       default: another one each time; it is printed
  --lanes N                      so many lives at a time; default 4
  --teams N, --hotfixes N        so many organisations, with so many hotfixes each; default 50 and 20
  --between N                    about so many milliseconds from one end to the next; default 4000
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: 'string' },
    all: { type: 'boolean', default: false },
    together: { type: 'boolean', default: false },
    from: { type: 'string', default: '1' },
    to: { type: 'string', default: '100000' },
    sample: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    lanes: { type: 'string', default: '4' },
    teams: { type: 'string', default: '50' },
    hotfixes: { type: 'string', default: '20' },
    between: { type: 'string', default: '4000' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) say(usage);
else process.exitCode = (await runAll()) ? 0 : 1;

async function runAll(): Promise<boolean> {
  const chosen = kinds.filter((kind) => values.database === undefined || values.database === kind);
  const wanted = positionals.length > 0 ? positionals : ['kill', 'cut', 'share'];
  const databases = await prepareDatabases(chosen);
  say(`seed ${values.seed}`);
  try {
    const results: boolean[] = [];
    for (const kind of chosen) {
      if (wanted.includes('kill')) results.push(await killEverywhereOn(databases, kind));
      if (wanted.includes('cut') && kind === 'postgres') results.push(await cutOff(databases));
      if (wanted.includes('share')) results.push(await shareOn(databases, kind));
    }
    return results.every(Boolean);
  } finally {
    await databases.stop();
  }
}

async function shareOn(databases: PreparedDatabases, kind: DatabaseKind): Promise<boolean> {
  const began = Date.now();
  const [teams, hotfixes, between] = [values.teams, values.hotfixes, values.between].map(Number);
  const { deaths, deliveries, differences } = await shareTheWork(databases, {
    kind,
    processes: kind === 'postgres' ? 3 : 1,
    teams: teams ?? 0,
    hotfixes: hotfixes ?? 0,
    between: between ?? 0,
    seed: Number(values.seed),
    tell: (line) => say(`${kind}: ${line}, ${Math.round((Date.now() - began) / 1000)} s`),
  });
  for (const line of differences.slice(0, 40)) say(`    ${line}`);
  say(
    `${kind}: ${(teams ?? 0) * (hotfixes ?? 0)} hotfixes, ${deaths.SIGKILL} processes killed and ${deaths.SIGTERM} stopped, ${deliveries.answered} of ${deliveries.sent} deliveries taken, ${differences.length} differences, ${Math.round((Date.now() - began) / 1000)} s\n`,
  );
  return differences.length === 0;
}

async function killEverywhereOn(databases: PreparedDatabases, kind: DatabaseKind): Promise<boolean> {
  const began = Date.now();
  const plain = await undisturbed(databases, kind);
  const passed = values.all ? plain.points : firstOfEach(plain.points);
  const range = passed.slice(Number(values.from) - 1, Number(values.to));
  const points =
    values.sample === undefined ? range : sampleOf(range, Number(values.sample), Number(values.seed));
  const lives = values.together ? oneOfEachPhase(points) : points.map((point) => [point]);
  say(`${kind}: ${plain.points.length} points passed, ${points.length} of them in ${lives.length} lives`);
  const numbered = (point: Point): string =>
    `point ${passed.indexOf(point) + 1}: ${point.phase}, ${point.name} #${point.occurrence}`;
  let done = 0;
  const outcomes = await sideBySide(lives, Number(values.lanes), async (life) => {
    const outcome = await killAt(databases, plain, life);
    done += 1;
    if (outcome.differences.length > 0) tell(kind, outcome, numbered);
    if (done % 25 === 0)
      say(`${kind}: ${done} of ${lives.length}, ${Math.round((Date.now() - began) / 1000)} s`);
    return outcome;
  });
  table(kind, outcomes, Date.now() - began);
  return outcomes.every((one) => one.differences.length === 0);
}

async function cutOff(databases: PreparedDatabases): Promise<boolean> {
  const began = Date.now();
  const plain = await undisturbed(databases, 'postgres');
  const [most, lives] = [200, 10];
  const seeds = Array.from({ length: lives }, (_, life) => Number(values.seed) + life);
  const outcomes = await sideBySide(seeds, Number(values.lanes), async (seed) => {
    const { cuts, differences } = await cutByChance(databases, plain, { chance: 0.04, seed, most });
    for (const line of differences.slice(0, 40)) say(`    ${line} (seed ${seed})`);
    return { cuts, isDifferent: differences.length > 0 || cuts < most };
  });
  const cuts = outcomes.reduce((sum, one) => sum + one.cuts, 0);
  const different = outcomes.filter(({ isDifferent }) => isDifferent).length;
  say(
    `postgres: ${seeds.length} lives cut off ${cuts} times, ${different} of them different or not cut off as often as was meant, ${Math.round((Date.now() - began) / 1000)} s\n`,
  );
  return different === 0;
}

function tell(
  kind: DatabaseKind,
  { points, died, differences }: Outcome,
  numbered: (point: Point) => string,
): void {
  for (const point of points)
    say(`${kind}, ${numbered(point)}${died.includes(point) ? '' : ' (not reached, or not as far as that)'}`);
  for (const line of differences.slice(0, 40)) say(`    ${line}`);
}

function table(kind: DatabaseKind, outcomes: Outcome[], milliseconds: number): void {
  const points = outcomes.flatMap((outcome) => outcome.points);
  const died = outcomes.flatMap((outcome) => outcome.died);
  say(`\n${'phase'.padEnd(16)} points  killed`);
  for (const phase of [...new Set(points.map((point) => point.phase)), kind]) {
    const counts = [points, died].map(
      (some) => some.filter((point) => phase === kind || point.phase === phase).length,
    );
    say(`${phase.padEnd(16)} ${counts.map((one) => String(one).padStart(6)).join(' ')}`);
  }
  const different = outcomes.filter(({ differences }) => differences.length > 0).length;
  const each = outcomes.reduce((sum, { seconds }) => sum + seconds, 0) / Math.max(1, outcomes.length);
  say(
    `${kind}: ${outcomes.length} lives of ${each.toFixed(1)} s, ${different} of them different, ${Math.round(milliseconds / 1000)} s\n`,
  );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
