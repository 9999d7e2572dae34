import { addMilliseconds } from 'date-fns/addMilliseconds';
import { max } from 'date-fns/max';
import { min } from 'date-fns/min';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import type { Work } from '../context/work.ts';
import type { AppAccess } from '../github/client/github.ts';
import { type LoggedDelivery, loggedSince, payloadOf, redeliver } from '../github/read/delivery-log.ts';
import { isHandledEvent } from '../intake/read/handled-events.ts';
import { storableJson } from '../intake/receive/parse-payload.ts';
import { partToKeep } from '../intake/receive/payload-projection.ts';
import { findCheckpoint, setCheckpoint } from '../store/checkpoints.ts';
import { deliveriesKnown, storeDelivery } from '../store/deliveries.ts';
import { appSubject } from '../store/subject-key.ts';
import { repositoriesWithHotfixes, wakeSubject } from '../store/subjects.ts';
import {
  deliveryLogEvery,
  deliveryLogKept,
  deliveryLogOverlap,
  deliveryLogRestAfter,
} from '../waiting/timings.ts';

/** How many are fetched at once; the rest follows soon. */
const mostFetched = 200;

/** These are about every commit of every branch: they concern only repositories that have hotfixes. */
const common = ['check_run', 'check_suite', 'status', 'workflow_run'];
/** Events that GitHub's present state does not show. */
const neverLogged = ['repository_dispatch', 'installation', 'installation_repositories', 'repository'];

/**
 * Reads GitHub's own log of what it delivered, and fetches what did not come, oldest first: GitHub does not repeat a
 * delivery that failed. Returns when to look again.
 */
export async function readDeliveryLog(work: Work): Promise<Date> {
  const { db, github, now, log } = work;
  const app = await github.app();
  const startedAt = now();
  const readUntil = await findCheckpoint(db, 'delivery-log-read');
  const oldest = subMilliseconds(startedAt, deliveryLogKept);
  const since = readUntil ? max([oldest, subMilliseconds(readUntil, deliveryLogOverlap)]) : oldest;
  const logged = await loggedSince(app, since);
  const missing = await missingAmong(work, logged, readUntil);
  const fetched = missing.slice(0, mostFetched);
  for (const delivery of fetched) await fetchOne(work, app, delivery);
  if (fetched.length > 0) log.warn({ deliveries: fetched.length }, 'lost deliveries fetched');
  const lost = fetched.filter(({ answered }) => answered);
  // A delivery that was taken and is not here was lost with a part of the database: our own writes may be lost as well.
  if (readUntil && lost.length > 0) await doubt(work, startedAt);
  const rest = missing[mostFetched];
  await setCheckpoint(db, 'delivery-log-read', rest ? rest.at : startedAt);
  return addMilliseconds(startedAt, rest ? deliveryLogRestAfter : deliveryLogEvery);
}

/** One of each id that is not here, oldest first. */
async function missingAmong(
  { db }: Work,
  logged: LoggedDelivery[],
  readUntil: Date | null,
): Promise<LoggedDelivery[]> {
  const handled = logged.filter(({ event }) => isHandledEvent(event));
  const attempts = [...Map.groupBy(handled, ({ guid }) => guid).values()];
  const known = await deliveriesKnown(
    db,
    handled.map(({ guid }) => guid),
  );
  const busy = await repositoriesWithHotfixes(db);
  return (
    attempts
      .flatMap((tries) => {
        const [newest] = tries;
        if (!newest || known.has(newest.guid)) return [];
        const answered = tries.some((one) => one.answered);
        return [{ ...newest, answered, at: min(tries.map(({ at }) => at)) }];
      })
      .filter(
        ({ event, repository }) => !common.includes(event) || (repository !== null && busy.has(repository)),
      )
      // A new database lacks every delivery that was ever taken: the sweep brings those in.
      .filter(({ answered, event }) => readUntil !== null || !answered || neverLogged.includes(event))
      .sort((a, b) => a.at.getTime() - b.at.getTime())
  );
}

async function fetchOne({ db, log }: Work, app: AppAccess, delivery: LoggedDelivery): Promise<void> {
  const { id, guid, event, action, installation, repository, at: receivedAt } = delivery;
  const read = await payloadOf(app, id);
  if (!read) {
    await redeliver(app, id);
    return;
  }
  const payload = storableJson(JSON.stringify(isHandledEvent(event) ? partToKeep(event, read) : read));
  await storeDelivery(db, { id: guid, event, action, installation, repository, payload, receivedAt });
  log.info({ delivery: guid, event }, 'lost delivery fetched');
}

async function doubt({ db, log }: Work, now: Date): Promise<void> {
  log.error('database lacks accepted deliveries; comparing everything with GitHub');
  await setCheckpoint(db, 'whole-since', now);
  await wakeSubject(db, appSubject, now);
}
