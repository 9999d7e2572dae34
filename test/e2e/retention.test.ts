/** Deliveries that were worked on are forgotten after a while; what they told, and what was given up, stays. */

import { pruneDeliveries, storeDelivery } from '../../src/store/deliveries.ts';
import { pruneSubject } from '../../src/store/subject-key.ts';
import { wakeSubject } from '../../src/store/subjects.ts';
import { branch, hour, scene } from './scene.ts';

const day = 24 * hour;

test('deliveries are kept for thirty days, and their hotfix goes on without them', async () => {
  const on = await scene();
  const sha = await on.push();
  await on.deploy(sha);
  const about = { event: 'push', action: null, installation: 1, repository: on.repository.state.id };
  await storeDelivery(on.database.db, { ...about, id: 'given-up', payload: '{}', receivedAt: on.now() });
  await on.database.db
    .updateTable('deliveries')
    .set({ state: 'parked' })
    .where('id', '=', 'given-up')
    .execute();
  const kept = async (): Promise<string[]> =>
    (await on.database.db.selectFrom('deliveries').select('id').execute()).map(({ id }) => id);
  const told = await kept();
  const later = async (days: number): Promise<void> => {
    on.setClock(new Date(on.now().getTime() + days * day).toISOString());
    await wakeSubject(on.database.db, pruneSubject, on.now());
    await on.rest();
  };
  await later(29);
  expect(await kept()).toEqual(expect.arrayContaining(told));
  await later(2);
  expect((await kept()).filter((id) => told.includes(id))).toEqual(['given-up']);
  await on.repository.as('grace').mergePull(on.pull().number);
  await on.rest();
  expect(on.checks((await on.repository.head(branch)) ?? sha)).toMatchObject([{ conclusion: 'success' }]);
});

test('they are forgotten a few at a time', async () => {
  const on = await scene();
  const { db } = on.database;
  const count = async (): Promise<number> =>
    (await db.selectFrom('deliveries').select('id').execute()).length;
  await on.push();
  const before = await count();
  expect(before).toBeGreaterThan(2);
  expect(await pruneDeliveries(db, { before: new Date(on.now().getTime() + day), most: 2 })).toBe(2);
  expect(await count()).toBe(before - 2);
  expect(await pruneDeliveries(db, { before: new Date(on.now().getTime() - day), most: 2 })).toBe(0);
});
