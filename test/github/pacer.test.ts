/** Writes go at once while they are few, and below GitHub's documented pace when they are many. */
import fc from 'fast-check';
import { GitHubTrouble } from '../../src/github/client/errors.ts';
import { createPacer, type Pacer, type Urgency } from '../../src/github/client/pacer.ts';
import { spendWrite } from '../../src/store/write-budgets.ts';
import { emptyDatabase } from '../support/stores.ts';

interface Paced {
  clock: { at: number };
  pacer: Pacer;
  /** Another process on the same database. */
  another(): Pacer;
  /** Writes once, however long that takes. Returns when, milliseconds. */
  write(urgency?: Urgency, by?: Pacer, repository?: string): Promise<number>;
}

async function paced(): Promise<Paced> {
  const { db } = await emptyDatabase();
  const clock = { at: Date.parse('2026-11-23T14:00:00.000Z') };
  const now = (): Date => new Date(clock.at);
  const sleep = (milliseconds: number): Promise<void> => {
    clock.at += milliseconds;
    return Promise.resolve();
  };
  const another = (): Pacer =>
    createPacer({
      spend: (buckets) => spendWrite(db, { installation: 1, ...buckets, now: now() }),
      now,
      sleep,
    });
  const pacer = another();
  return {
    clock,
    pacer,
    another,
    async write(urgency = 'later', by = pacer, repository = 'acme/shop') {
      for (;;) {
        try {
          await by.turn(urgency, repository);
          return clock.at;
        } catch (error) {
          if (!(error instanceof GitHubTrouble) || error.trouble.kind !== 'held-back') throw error;
          clock.at = Math.max(clock.at, error.trouble.until.getTime());
        }
      }
    },
  };
}

function most(sent: number[], window: number): number {
  return Math.max(
    ...sent.map((at, index) => sent.slice(index).filter((other) => other < at + window).length),
  );
}

const minute = 60_000;
const hour = 60 * minute;

test('the few writes of one hotfix do not wait', async () => {
  const { write, clock } = await paced();
  const began = clock.at;
  for (let count = 0; count < 10; count++) await write();
  expect(clock.at).toBe(began);
});

test('a burst of a thousand stays below 80 in every minute and 500 in every hour', async () => {
  const { write } = await paced();
  const sent: number[] = [];
  for (let count = 0; count < 1_000; count++) sent.push(await write(count % 7 === 0 ? 'first' : 'later'));
  expect(most(sent, minute)).toBeLessThan(80);
  expect(most(sent, hour)).toBeLessThanOrEqual(500);
  expect(sent.at(-1)).toBeLessThan((sent[0] ?? 0) + 5 * hour);
});

test('two processes on one database share one pace', async () => {
  const { write, another } = await paced();
  const other = another();
  const sent: number[] = [];
  for (let count = 0; count < 200; count++)
    sent.push(await write('later', count % 2 === 0 ? undefined : other));
  expect(most(sent, minute)).toBeLessThan(80);
});

test('whatever the gaps, no minute has 80', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 100, maxLength: 150 }),
      async (gaps) => {
        const { write, clock } = await paced();
        const sent: number[] = [];
        for (const gap of gaps) {
          clock.at += gap > 4_000 ? gap : 0;
          sent.push(await write());
        }
        expect(most(sent, minute)).toBeLessThan(80);
      },
    ),
    { numRuns: 10 },
  );
});

test('urgent writes do not wait behind others', async () => {
  const { pacer, clock } = await paced();
  const began = clock.at;
  const held = async (): Promise<boolean> => {
    try {
      await pacer.turn('later', 'acme/shop');
      return clock.at - began > 10_000;
    } catch {
      return true;
    }
  };
  while (!(await held()));
  const before = clock.at;
  await pacer.turn('first', 'acme/shop');
  expect(clock.at).toBe(before);
});

test('a clock that steps back makes nobody wait for as long as it stepped', async () => {
  const { write, clock } = await paced();
  for (let count = 0; count < 40; count++) await write();
  clock.at -= 6 * hour;
  const before = clock.at;
  for (let count = 0; count < 10; count++) await write('first');
  // As if everything had just been spent, and no longer.
  expect(clock.at - before).toBeLessThan(5 * minute);
});

test.each(['later', 'first'] as const)(
  'a thousand writes of one repository (%s) leave the others their writes, and are not slower by themselves',
  async (urgency) => {
    const { write, clock } = await paced();
    const began = clock.at;
    for (let count = 0; count < 400; count++) {
      await write(urgency, undefined, 'acme/flooded');
      if (count % 20 !== 10) continue;
      const before = clock.at;
      await write('later', undefined, 'acme/quiet');
      expect(clock.at).toBe(before);
    }
    // 300 at once and 195 an hour are all that there is.
    expect(clock.at - began).toBeLessThan(2 * hour);
  },
);
