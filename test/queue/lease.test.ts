import { pino } from 'pino';
import { holdLease } from '../../src/queue/lease.ts';
import { extendLease, takeSubject } from '../../src/queue/subject-leases.ts';
import { wakeSubject } from '../../src/store/subjects.ts';
import { emptyDatabase, runOutLeases } from '../support/stores.ts';

const { jest } = import.meta;

const subject = { kind: 'hotfix', key: '1:hotfix/A-1-x', repository: 1, branch: 'hotfix/A-1-x' } as const;
/** Milliseconds. The process counts them on a clock that the test sets, the database on a real one. */
const term = 600_000;

beforeEach(() => {
  // The connection to the database needs the other timers.
  jest.useFakeTimers({
    doNotFake: [
      'Date',
      'hrtime',
      'nextTick',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setTimeout',
      'clearTimeout',
    ],
  });
});

afterEach(() => {
  jest.useRealTimers();
});

async function taken() {
  const database = await emptyDatabase();
  const { db } = database;
  await wakeSubject(db, subject, new Date(0));
  // From a machine whose clock is an hour ahead: the work of others is still theirs.
  const now = (): Date => new Date(Date.now() + 3_600_000);
  const take = (lease: string) => takeSubject(db, { now: now(), leaseMs: term, lease });
  const extensions: Promise<boolean>[] = [];
  const hold = (lease: string) =>
    holdLease({
      key: subject.key,
      term,
      extend() {
        const extension = extendLease(db, { key: subject.key, lease, leaseMs: term });
        extensions.push(extension);
        return extension;
      },
      log: pino({ level: 'silent' }),
    });
  /** By quarters of a term, and at each what is begun is also ended. */
  const pass = async (quarters: number): Promise<void> => {
    for (let passed = 0; passed < quarters; passed += 1) {
      jest.advanceTimersByTime(term / 4);
      await Promise.all(extensions.splice(0));
    }
  };
  return { take, hold, pass, runOut: () => runOutLeases(database) };
}

test('an extended lease outlives its term, and nobody else gets the subject', async () => {
  const { take, hold, pass, runOut } = await taken();
  await take('ours');
  const lease = hold('ours');
  await pass(12);
  // The database counts by its own clock, on which no term has passed.
  await runOut();
  await pass(1);
  expect(() => lease.assertHeld()).not.toThrow();
  expect(await take('theirs')).toBeNull();
  lease.letGo();
});

test('a lease that is not extended expires, and says so', async () => {
  const { take, hold, pass, runOut } = await taken();
  await take('ours');
  const lease = hold('ours');
  lease.letGo();
  await pass(3);
  expect(() => lease.assertHeld()).not.toThrow();
  await pass(1);
  await runOut();
  expect(() => lease.assertHeld()).toThrow('another worker may have begun on it');
  expect(await take('theirs')).not.toBeNull();
});

test('a delayed process learns that another has its subject', async () => {
  const { take, hold, pass, runOut } = await taken();
  await take('ours');
  await runOut();
  expect(await take('theirs')).not.toBeNull();
  const lease = hold('ours');
  await pass(1);
  expect(() => lease.assertHeld()).toThrow('was lost');
  lease.letGo();
});
