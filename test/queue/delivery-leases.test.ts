/** Which worker has a delivery. */
import {
  extendDelivery,
  finishDelivery,
  parkDelivery,
  postponeDelivery,
  takeDelivery,
} from '../../src/queue/delivery-leases.ts';
import { storeDelivery } from '../../src/store/deliveries.ts';
import { emptyDatabase, runOutLeases } from '../support/stores.ts';

const now = new Date('2026-11-23T14:00:00.000Z');
const leaseMs = 60_000;
const id = 'd-1';
const about = {
  event: 'push',
  action: null,
  installation: 1,
  repository: 100,
  payload: '{}',
  receivedAt: now,
};

/** The first worker was delayed for so long that a second one has the delivery. */
async function takenOver() {
  const database = await emptyDatabase();
  const { db } = database;
  await storeDelivery(db, { ...about, id });
  const take = (lease: string) => takeDelivery(db, { now, leaseMs, lease });
  await take('first');
  await runOutLeases(database);
  await take('second');
  const state = () =>
    db.selectFrom('deliveries').select(['state', 'lease', 'error']).executeTakeFirstOrThrow();
  return { db, take, state };
}

const held = { state: 'stored', lease: 'second', error: null };

test('a worker that lost its lease on a delivery cannot extend the one of another', async () => {
  const { db, state } = await takenOver();
  expect(await extendDelivery(db, { id, lease: 'first', leaseMs })).toBe(false);
  expect(await extendDelivery(db, { id, lease: 'second', leaseMs })).toBe(true);
  expect(await state()).toEqual(held);
});

test('a worker that lost its lease on a delivery neither gives it back nor parks it', async () => {
  const { db, take, state } = await takenOver();
  await postponeDelivery(db, { id, lease: 'first', dueAt: now, error: 'too late' });
  await parkDelivery(db, { id, lease: 'first', error: 'too late' });
  expect(await state()).toEqual(held);
  expect(await take('third')).toBeNull();
});

test('recording a delivery ends it, whoever has its lease', async () => {
  const { db, state } = await takenOver();
  await finishDelivery(db, id, now);
  expect(await extendDelivery(db, { id, lease: 'second', leaseMs })).toBe(false);
  expect(await state()).toEqual({ state: 'done', lease: null, error: null });
});
