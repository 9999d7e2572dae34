import { setImmediate as turn } from 'node:timers/promises';
import { GitHubTrouble } from '../../src/github/client/errors.ts';
import { createPacer } from '../../src/github/client/pacer.ts';
import { openDatabase } from '../../src/store/database.ts';
import { spendWrite } from '../../src/store/write-budgets.ts';
import type { Row } from '../report/row.ts';

/** As many slots as the worker gives to one installation. */
const slots = 3;
const hour = 3_600_000;
/** The writes possible in an hour: the full bucket, and its refill meanwhile. */
const allowed = 300 + Math.floor(hour / 18_500);

/** The first hour of this many urgent writes, on a clock that moves when everybody waits for it. */
export async function pacedHour(writes: number): Promise<Row> {
  const database = await openDatabase({ kind: 'embedded', dataDir: null });
  const start = Date.now();
  let clock = start;
  const sleeping: { until: number; wake: () => void }[] = [];
  let asking = 0;
  const sleep = (milliseconds: number): Promise<void> =>
    new Promise((wake) => sleeping.push({ until: clock + milliseconds, wake }));
  const now = (): Date => new Date(clock);
  const pacer = createPacer({
    now,
    sleep,
    spend: async (buckets) => {
      asking += 1;
      try {
        return await spendWrite(database.db, { installation: 1, ...buckets, now: now() });
      } finally {
        asking -= 1;
      }
    },
  });
  /** When each is due; a write that is refused comes back at the moment it was given. */
  const due = Array.from({ length: writes }, () => start);
  let written = 0;
  const slot = async (): Promise<void> => {
    while (clock < start + hour) {
      due.sort((a, b) => a - b);
      const at = due.shift();
      if (at === undefined) return;
      if (at > clock) {
        due.push(at);
        await sleep(Math.min(at - clock, 500));
        continue;
      }
      try {
        await pacer.turn('first', 'acme/checkout-service');
        if (clock < start + hour) written += 1;
      } catch (error) {
        if (!(error instanceof GitHubTrouble) || error.trouble.kind !== 'held-back') throw error;
        due.push(error.trouble.until.getTime());
      }
    }
  };
  let ended = 0;
  const running = Promise.all(Array.from({ length: slots }, () => slot().finally(() => (ended += 1))));
  while (ended < slots) {
    await turn();
    if (asking > 0 || sleeping.length < slots - ended) continue;
    sleeping.sort((a, b) => a.until - b.until);
    const next = sleeping.shift();
    clock = Math.max(clock, next?.until ?? clock);
    next?.wake();
  }
  await running;
  await database.close();
  return {
    measure: `writes in the first hour of ${writes.toLocaleString('en-US')}`,
    value: written,
    unit: 'writes',
    against: { what: "the pace that is kept, of GitHub's 500", value: allowed },
    goal: { of: 'ratio', is: 'at least', limit: 0.95 },
  };
}
