/** What anybody at the port may ask costs the database the same, however often it is asked. */
import { oneAtATime } from '../../src/queries/one-at-a-time.ts';
import { readDatabaseStatus } from '../../src/queries/readiness.ts';
import { hour } from '../e2e/scene.ts';
import { emptyDatabase } from '../support/stores.ts';

test('a flood of /metrics and /readyz is one look at the database, and the answer is kept for a second', async () => {
  let clock = new Date('2026-11-23T14:02:00.000Z').getTime();
  const { db, hasRoom } = await emptyDatabase();
  let queries = 0;
  const counted = db.withPlugin({
    transformQuery: ({ node }) => {
      queries += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const ask = oneAtATime(
    () => readDatabaseStatus({ database: { db: counted, hasRoom }, now: new Date(clock) }),
    { now: () => new Date(clock), span: 1_000 },
  );
  const [first] = await Promise.all(Array.from({ length: 500 }, ask));
  expect(first).toMatchObject({ state: 'ok', status: { waiting: 0 } });
  const once = queries;
  expect(once).toBeLessThan(20);

  clock += 999;
  await Promise.all(Array.from({ length: 500 }, ask));
  expect(queries).toBe(once);
  clock += 1;
  await Promise.all(Array.from({ length: 500 }, ask));
  expect(queries).toBe(2 * once);
});

test('while the database does not answer, it is not asked again', async () => {
  let asked = 0;
  let clock = 0;
  const answer = Promise.withResolvers<string>();
  const ask = oneAtATime(
    () => {
      asked += 1;
      return answer.promise;
    },
    { now: () => new Date(clock), span: 1_000 },
  );
  const waiting = [ask()];
  clock += 60_000;
  waiting.push(ask(), ask());
  expect(asked).toBe(1);
  answer.resolve('late');
  expect(await Promise.all(waiting)).toEqual(['late', 'late', 'late']);
});

test('a clock that is set back does not keep an answer for long', async () => {
  let asked = 0;
  let clock = 10 * hour;
  const ask = oneAtATime(async () => (asked += 1), { now: () => new Date(clock), span: 1_000 });
  await ask();
  clock -= hour;
  await ask();
  expect(asked).toBe(2);
});
