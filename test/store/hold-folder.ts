/** A process that takes a folder, begins work there, and never ends by itself: open-folder.test.ts kills it. */

import { takeDelivery } from '../../src/queue/delivery-leases.ts';
import { takeSubject } from '../../src/queue/subject-leases.ts';
import { openDatabase } from '../../src/store/database.ts';
import { storeDelivery } from '../../src/store/deliveries.ts';
import { wakeSubject } from '../../src/store/subjects.ts';

const [, , dataDir = '', time = ''] = process.argv;
const now = new Date(time);
const { db } = await openDatabase({ kind: 'embedded', dataDir });
await storeDelivery(db, {
  id: 'd1',
  event: 'push',
  action: null,
  installation: 1,
  repository: 100,
  payload: '{"ref":"refs/heads/hotfix/A-1-x"}',
  receivedAt: now,
});
await takeDelivery(db, { now, leaseMs: 60_000, lease: 'a worker' });
await wakeSubject(db, { kind: 'repository', key: 'repository:100', repository: 100, branch: null }, now);
await takeSubject(db, { now, leaseMs: 60_000, lease: 'the one that dies' });
process.stdout.write('at work\n');
setInterval(() => undefined, 60_000);
