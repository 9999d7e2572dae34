import { hasHotfixesDue } from '../../src/reconcile/incident/hotfixes-due.ts';
import { saveRepository } from '../../src/store/repositories/repositories.ts';
import { hotfixSubject } from '../../src/store/subject-key.ts';
import { wakeSubject } from '../../src/store/subjects.ts';
import { inForceFrom } from '../support/policy.ts';
import { repository } from '../support/repository.ts';
import { emptyDatabase } from '../support/stores.ts';

const now = new Date('2026-11-23T14:02:00.000Z');
const inForce = inForceFrom('branches: {name: "^(?<incident>INC-\\\\d+)-(?<slug>.+)$"}\n');

test('a review waits only for hotfixes of its own incident, never of one with a longer ID', async () => {
  const { db } = await emptyDatabase();
  await saveRepository(db, { ...repository, state: 'active' }, now);
  await wakeSubject(db, hotfixSubject(repository.id, 'hotfix/INC-12-fix-payment'), now);
  const waits = (id: string): Promise<boolean> =>
    hasHotfixesDue(
      db,
      { account: repository.account, id },
      { contexts: () => Promise.resolve({ inForce }), now },
    );
  expect(await waits('INC-12')).toBe(true);
  expect(await waits('INC-1')).toBe(false);
});

test('a review does not wait for a repository that nobody looks at', async () => {
  const { db } = await emptyDatabase();
  await wakeSubject(db, hotfixSubject(repository.id, 'hotfix/INC-12-fix-payment'), now);
  const waits = (): Promise<boolean> =>
    hasHotfixesDue(
      db,
      { account: repository.account, id: 'INC-12' },
      { contexts: () => Promise.resolve({ inForce }), now },
    );
  await saveRepository(db, { ...repository, state: 'active' }, now);
  expect(await waits()).toBe(true);
  await saveRepository(db, { ...repository, state: 'archived' }, now);
  expect(await waits()).toBe(false);
});
