import { pino } from 'pino';
import { holdLease } from '../../src/queue/lease.ts';
import { extendLease, takeSubject } from '../../src/queue/subject-leases.ts';
import { wakeSubject } from '../../src/store/subjects.ts';
import { emptyDatabase } from '../support/stores.ts';

const subject = { kind: 'hotfix', key: '1:hotfix/A-1-x', repository: 1, branch: 'hotfix/A-1-x' } as const;
/** Milliseconds: a busy machine delays everything for a while. */
const term = 400;

async function taken() {
  const { db } = await emptyDatabase();
  await wakeSubject(db, subject, new Date(0));
  // From a machine whose clock is an hour ahead: the work of others is still theirs.
  const now = (): Date => new Date(Date.now() + 3_600_000);
  const take = (lease: string) => takeSubject(db, { now: now(), leaseMs: term, lease });
  const hold = (lease: string) =>
    holdLease({
      key: subject.key,
      term,
      extend: () => extendLease(db, { key: subject.key, lease, leaseMs: term }),
      log: pino({ level: 'silent' }),
    });
  return { take, hold };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('an extended lease outlives its term, and nobody else gets the subject', async () => {
  const { take, hold } = await taken();
  await take('ours');
  const lease = hold('ours');
  await pause(3 * term);
  expect(() => lease.assertHeld()).not.toThrow();
  expect(await take('theirs')).toBeNull();
  lease.letGo();
});

test('a lease that is not extended expires, and says so', async () => {
  const { take, hold } = await taken();
  await take('ours');
  const lease = hold('ours');
  lease.letGo();
  await pause(1.2 * term);
  expect(() => lease.assertHeld()).toThrow('another worker may have begun on it');
  expect(await take('theirs')).not.toBeNull();
});

test('a delayed process learns that another has its subject', async () => {
  const { take, hold } = await taken();
  await take('ours');
  await pause(1.2 * term);
  expect(await take('theirs')).not.toBeNull();
  const lease = hold('ours');
  await pause(term / 2);
  expect(() => lease.assertHeld()).toThrow('was lost');
  lease.letGo();
});
