/** Subjects are woken in one order, so that two deliveries never wait for each other. */
import { sql } from 'kysely';
import { pino } from 'pino';
import type { Work } from '../../src/context/work.ts';
import { handleDelivery } from '../../src/reconcile/delivery/handle-delivery.ts';
import { saveRepository } from '../../src/store/repositories/repositories.ts';
import { repository } from '../support/repository.ts';
import { emptyDatabase } from '../support/stores.ts';

const now = new Date('2026-11-23T14:00:00.000Z');

test('subjects of several repositories are woken in the order of their keys', async () => {
  const { db } = await emptyDatabase();
  for (const id of [9, 100, 20]) {
    await saveRepository(db, { ...repository, id, name: `shop-${id}`, state: 'suspended' }, now);
    for (const branch of ['hotfix/B', 'hotfix/A'])
      await sql`insert into summaries (repository, branch, started_at, summary)
        values (${id}, ${branch}, ${now}, '{"state":"open"}')`.execute(db);
  }
  const work = { ...{ db, appId: 1, log: pino({ level: 'silent' }) }, now: () => now, isAllowed: () => true };
  const payload = {
    action: 'unsuspend',
    installation: { id: repository.installation, account: { login: 'acme' } },
  };
  await handleDelivery(work as unknown as Work, {
    ...{ id: 'd-1', event: 'installation', action: 'unsuspend', attempts: 0, receivedAt: now },
    ...{ installation: repository.installation, repository: null, payload },
  });
  // `cmin`: which command of its transaction made the row.
  const { rows } = await sql<{ key: string }>`select key from subjects order by cmin::text::int`.execute(db);
  const keys = rows.map(({ key }) => key);
  expect(keys).toHaveLength(6);
  expect(keys).toEqual(keys.toSorted());
});
