/** What is delivered of organisations that are not served changes nothing, also where it is about no repository. */
import { pino } from 'pino';
import type { Work } from '../../src/context/work.ts';
import type { HandledEvent } from '../../src/intake/read/handled-events.ts';
import { partToKeep } from '../../src/intake/receive/payload-projection.ts';
import { takeDelivery } from '../../src/queue/delivery-leases.ts';
import { handleDelivery } from '../../src/reconcile/delivery/handle-delivery.ts';
import { storeDelivery } from '../../src/store/deliveries.ts';
import { saveRepository } from '../../src/store/repositories/repositories.ts';
import { repository } from '../support/repository.ts';
import { emptyDatabase } from '../support/stores.ts';

const now = new Date('2026-11-23T14:00:00.000Z');
const served = 'acme';
const otherInstallation = 9;

const named = { id: repository.id, full_name: `${repository.owner}/${repository.name}` };
const installed = (login: string) => ({
  action: 'created',
  installation: { id: otherInstallation, account: { login }, created_at: now.toISOString() },
  repositories: [named],
});
const added = (login: string) => ({
  action: 'added',
  installation: { id: otherInstallation, account: { login } },
  repositories_added: [named],
  repositories_removed: [],
});

/** What the delivery left behind. */
async function after(event: HandledEvent, payload: object) {
  const { db } = await emptyDatabase();
  await saveRepository(db, { ...repository, state: 'active' }, now);
  const about = { id: 'd-1', event, action: null, installation: otherInstallation, repository: null };
  await storeDelivery(db, {
    ...about,
    payload: JSON.stringify(partToKeep(event, payload)),
    receivedAt: now,
  });
  const delivery = await takeDelivery(db, { now, leaseMs: 60_000, lease: 'a worker' });
  if (!delivery) throw new Error('the delivery is not due');
  const work = {
    ...{ db, appId: 1, log: pino({ level: 'silent' }) },
    now: () => now,
    isAllowed: (owner: string) => owner === served,
  };
  await handleDelivery(work as unknown as Work, delivery);
  const [{ installation } = { installation: 0 }] = await db
    .selectFrom('repositories')
    .select('installation')
    .execute();
  const installations = await db.selectFrom('installations').select('account').execute();
  const { state } = await db.selectFrom('deliveries').select('state').executeTakeFirstOrThrow();
  return { installation, accounts: installations.map(({ account }) => account), state };
}

test('an installation by an organisation that is served is taken', async () => {
  const applied = { installation: otherInstallation, accounts: [served], state: 'done' };
  expect(await after('installation', installed(served))).toEqual(applied);
});

test('an installation by another organisation is put aside', async () => {
  const before = { installation: repository.installation, accounts: [], state: 'done' };
  expect(await after('installation', installed('elsewhere'))).toEqual(before);
});

test('repositories that come under the installation of another organisation are put aside', async () => {
  const before = { installation: repository.installation, accounts: [], state: 'done' };
  expect(await after('installation_repositories', added('elsewhere'))).toEqual(before);
  expect(await after('installation_repositories', added(served))).toMatchObject({
    installation: otherInstallation,
  });
});
