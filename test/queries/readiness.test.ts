import {
  type AskedDatabase,
  type ReadinessParts,
  readDatabaseStatus,
  readinessOf,
} from '../../src/queries/readiness.ts';
import { emptyDatabase } from '../support/stores.ts';

const now = new Date('2026-11-23T14:02:00.000Z');
const gitHub = { state: 'ok', since: null, limited: 0 } as const;
const slack = { state: 'refused', since: now, reason: 'no_auth', advice: 'Do it.' } as const;

async function readiness({
  slack: known = null,
  ...asked
}: Partial<AskedDatabase & Pick<ReadinessParts, 'slack'>> = {}) {
  const found = await readDatabaseStatus({ database: await emptyDatabase(), now, ...asked });
  return readinessOf({ ...found, gitHub, slack: known, now });
}

test('a new database is ok, and everything is empty', async () => {
  expect(await readiness()).toEqual({
    database: 'ok',
    queue: { waiting: 0, oldestWaitSeconds: 0, parked: 0, failing: 0 },
    gitHub: { ...gitHub, lastDeliveryAt: null, logReadAt: null, comparedAt: null },
  });
});

test("Slack's waiting news is counted", async () => {
  expect(await readiness({ slack })).toMatchObject({ slack: { ...slack, waiting: 0 } });
});

test('a disk with too little space has its own state', async () => {
  const database = { ...(await emptyDatabase()), hasRoom: () => false };
  expect(await readiness({ database })).toMatchObject({
    database: 'low_disk_space',
    queue: { waiting: 0 },
  });
});

test('a read-only database has its own state', async () => {
  const { db } = await emptyDatabase();
  await db
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      expect(await readiness({ database: { db: tx, hasRoom: () => true } })).toMatchObject({
        database: 'read_only',
        queue: { waiting: 0 },
      });
    });
});

test.each([
  ['fails', () => Promise.reject(new Error('planted'))],
  ['does not answer in time', () => Promise.withResolvers<never>().promise],
])('a database that %s is unreachable; what is known without it is still shown', async (_, execute) => {
  const { db } = await emptyDatabase();
  const broken = db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: execute,
  });
  expect(await readiness({ database: { db: broken, hasRoom: () => true }, slack, patience: 5 })).toEqual({
    database: 'unreachable',
    queue: null,
    gitHub: { ...gitHub, lastDeliveryAt: null, logReadAt: null, comparedAt: null },
    slack: { ...slack, waiting: null },
  });
});
