/** Accounts that an older version knew by their logins: everything under a stand-in continues under GitHub's id. */

import { findReview } from '../../src/store/incidents.ts';
import { accountOf, nameAccount } from '../../src/store/repositories/accounts.ts';
import { saveRepository } from '../../src/store/repositories/repositories.ts';
import { incidentSubject } from '../../src/store/subject-key.ts';
import { wakeSubject } from '../../src/store/subjects.ts';
import { repository } from '../support/repository.ts';
import { emptyDatabase } from '../support/stores.ts';

const now = new Date('2026-11-23T14:02:00.000Z');
const standIn = -repository.id;
const known = { ...repository, account: standIn, state: 'active' as const };
const id = 'INC:1';

async function oldStore() {
  const { db } = await emptyDatabase();
  await saveRepository(db, known, now);
  await saveRepository(db, { ...known, id: 101, name: 'ledger' }, now);
  const subject = incidentSubject({ account: standIn, id });
  await wakeSubject(db, subject, now);
  await db
    .insertInto('artefacts')
    .values({
      repository: repository.id,
      key: `review:${id}`,
      kind: 'review',
      upkeep: 'current',
      subject: subject.key,
      state: 'there',
      number: 7,
      url: null,
      hash: null,
      intended_at: now,
      created_at: now,
      written_at: now,
    })
    .execute();
  const incidents = async () =>
    (await db.selectFrom('subjects').select(['key', 'account']).where('kind', '=', 'incident').execute())[0];
  return { db, incidents };
}

test('once GitHub says the id, every repository, incident and review goes on under it', async () => {
  const { db, incidents } = await oldStore();
  await nameAccount(db, known, { ...known, account: 10 });
  expect(await incidents()).toEqual({ key: 'incident:10:INC:1', account: 10 });
  expect(await findReview(db, { account: 10, id })).toMatchObject({ number: 7 });
  expect(await accountOf(db, { id: 999, installation: repository.installation })).toBe(10);
});

test('a repository that has another installation by now says nothing about the account before', async () => {
  const { db, incidents } = await oldStore();
  await nameAccount(db, known, { ...known, account: 66, installation: 2 });
  expect(await incidents()).toEqual({ key: `incident:${standIn}:INC:1`, account: standIn });
});

test('a repository that is described without its account, by an installation that is new, has a stand-in', async () => {
  const { db } = await emptyDatabase();
  expect(await accountOf(db, { id: 999, installation: 3 })).toBe(-999);
});
