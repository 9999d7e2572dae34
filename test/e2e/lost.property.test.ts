/** Whole lives, with deliveries that are lost, doubled, late and out of order: they end as if nothing had happened. */
import fc from 'fast-check';
import type { SentDelivery } from '../../demo/stand-in/wire.ts';
import { picture } from '../support/picture.ts';
import { branch, hour, type Scene, scene } from './scene.ts';

type Step = (on: Scene) => Promise<unknown>;

/** Each is one thing that people or machines do. It is reported in several deliveries. */
const steps: Record<string, Step> = {
  deploy: async (on) => on.deploy((await on.repository.head(branch)) ?? ''),
  'green checks': async (on) => {
    const sha = (await on.repository.head(branch)) ?? '';
    await on.repository.automation.check({ sha, name: 'ci', conclusion: 'success' });
  },
  'red checks': async (on) => {
    const sha = (await on.repository.head(branch)) ?? '';
    await on.repository.automation.check({ sha, name: 'ci', conclusion: 'failure' });
  },
  'another commit': (on) => on.push(undefined, 'export const timeout = 31;\n'),
  'work on main': (on) => on.repository.as('bob').push('main', { files: { 'README.md': '# Till\n' } }),
  // Only GitHub's log of deliveries shows what was said once nothing was owed.
  'a command': async (on) => {
    if (on.pull().state !== 'open') return;
    on.repository.allow('carol', 'maintain');
    on.repository.as('carol').comment(on.pull().number, '/hotfix extend 6h at the vendor');
  },
  merge: async (on) => {
    if (on.pull().state === 'open') await on.repository.as('grace').mergePull(on.pull().number);
  },
};

/** By a person, so that what people do after it does not depend on when the App opens one. */
const openPull: Step = (on) => on.repository.as('ada').openPull({ head: branch });

/** What becomes of a delivery: its place in the order, and how often it comes. */
const fate = fc.record({ place: fc.nat(), times: fc.constantFrom(0, 0, 1, 1, 1, 2) });
const lives = fc.record({
  names: fc.array(fc.constantFrom(...Object.keys(steps)), { minLength: 1, maxLength: 5 }),
  fates: fc.array(fate, { minLength: 12, maxLength: 12 }),
  sweepBetween: fc.boolean(),
});

async function play(
  names: string[],
  disturb: ((waiting: SentDelivery[]) => SentDelivery[]) | null,
  sweepBetween = false,
): Promise<unknown> {
  const on = await scene();
  const all: Step[] = [(on) => on.push(), openPull, ...names.flatMap((name) => steps[name] ?? [])];
  const began = on.now().getTime();
  // Each at its time, whatever came before it.
  const at = (minutes: number): Promise<void> => on.pass(began + minutes * 60_000 - on.now().getTime());
  for (const [index, step] of all.entries()) {
    await at(20 * index);
    if (disturb) on.github.wire.hold();
    await step(on);
    if (disturb) on.github.wire.release(disturb);
    await on.rest();
    if (sweepBetween) await on.sweep();
  }
  await at(20 * all.length);
  await on.sweep();
  await on.pass(3 * hour);
  const seen = picture(on.repository, { present: true });
  await on.close();
  return seen;
}

test('they end in the same state', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async ({ names, fates, sweepBetween }) => {
      const disturb = (waiting: SentDelivery[]): SentDelivery[] =>
        waiting
          .map((delivery, index) => ({
            delivery,
            ...(fates[index % fates.length] ?? { place: 0, times: 1 }),
          }))
          .toSorted((a, b) => a.place - b.place)
          .flatMap(({ delivery, times }) => Array.from({ length: times }, () => delivery));
      expect(await play(names, disturb, sweepBetween)).toEqual(await play(names, null));
    }),
    {
      numRuns: Number(process.env.LIVES ?? 3),
      endOnFailure: process.env.LIVES === undefined || process.env.SEED === undefined,
      // The same few each time, unless somebody asks for others: `LIVES=100`, and `SEED=…` to see one again.
      ...(process.env.LIVES && !process.env.SEED ? {} : { seed: Number(process.env.SEED ?? 20261123) }),
    },
  );
}, 3_600_000);
