import { createPolicyReadings } from './context/policy-readings.ts';
import { createGitHub } from './github/client/github.ts';
import { createPacer, type Pacer } from './github/client/pacer.ts';
import { isHandledEvent } from './intake/read/handled-events.ts';
import { createRush } from './intake/receive/burst.ts';
import { keepTogether } from './intake/receive/group-commit.ts';
import { createIntake } from './intake/receive/receive-delivery.ts';
import type { Log } from './logging/logging.ts';
import { readReadiness } from './queries/readiness.ts';
import { usableStatus } from './queries/status.ts';
import { createWorker, type Worker } from './reconcile/worker.ts';
import { watchForLost } from './resync/watch-for-lost.ts';
import { isAllowed, type ServeSettings } from './settings/settings.ts';
import { createSlack } from './slack/slack.ts';
import { beginMark, setMark } from './store/checkpoints.ts';
import { type Database, openDatabase } from './store/database.ts';
import { storeDeliveries } from './store/deliveries.ts';
import { appSubject, deliveryLogSubject, pruneSubject, slackSubject } from './store/subject-key.ts';
import { wakeSubject } from './store/subjects.ts';
import { spendWrite } from './store/write-budgets.ts';
import { createMetrics } from './web/metrics.ts';
import { createWebServer } from './web/web-server.ts';
import { startWebhookProxy } from './web/webhook-proxy.ts';

export interface App {
  /** Where it listens, such as `http://localhost:3000`. */
  url: string;
  worker: Worker;
  /** Resolves with the reason when its database has stopped for good: only a new process can go on. */
  stopped: Promise<Error> | null;
  /** Has everything compared with GitHub, and its log of deliveries read: now, or as soon as there is time. */
  sweep(): Promise<void>;
  /** Takes nothing more, finishes or hands back what is under way, and closes the database. */
  stop(): Promise<void>;
}

export interface AppOptions {
  now?: () => Date;
  /** In memory instead of the settings' database, for tests. */
  database?: Database;
  /** `false`: work is done only when the worker is told to, for tests with a clock of their own. */
  autonomous?: boolean;
  /** How an installation's writes to GitHub are spaced out; tests that set the clock do not wait. */
  pacer?: (installation: number) => Pacer;
  /** Longest wait for an answer of GitHub, milliseconds. */
  requestTimeout?: number;
}

const noRoom = 'the disk of DATA_DIR is nearly full; free some space';

/** Puts the parts together and starts them: the database first, the way in last. */
export async function startApp(settings: ServeSettings, log: Log, options: AppOptions = {}): Promise<App> {
  const { now = () => new Date(), autonomous = true } = options;
  const database = options.database ?? (await openDatabase(settings.database));
  if (database.kind === 'embedded' && !options.database) {
    log.info(
      'State is in the embedded database: it survives a crash, but a power cut can lose the last moments. Set DATABASE_URL to use Postgres.',
    );
  }
  const { db } = database;
  const pacer =
    options.pacer ??
    ((installation) =>
      createPacer({ spend: (buckets) => spendWrite(db, { installation, ...buckets, now: now() }), now }));
  const timeout = options.requestTimeout;
  const github = createGitHub({ ...settings, log, now, pacer, ...(timeout ? { timeout } : {}) });
  const slack = settings.slack
    ? createSlack(settings.slack, { now, log, ...(timeout ? { timeout } : {}) })
    : null;
  const rush = createRush();
  const worker = createWorker(
    {
      db,
      github,
      slack,
      log,
      now,
      appId: settings.appId,
      isAllowed: (owner) => isAllowed(settings, owner),
      keepDays: settings.keepDays,
      policyReadings: createPolicyReadings(),
    },
    { mayWork: sayingSo(database, log), giveWay: () => rush.over() },
  );
  const metrics = createMetrics({
    status: () => usableStatus(db, now()).catch(() => null),
    gitHub: () => github.health(),
    now,
  });
  const lost = watchForLost({ db, now, log }, () => worker.wake());
  const intake = createIntake({
    secrets: settings.webhookSecrets,
    keep: keepTogether({
      keepAll: async (deliveries) => {
        if (!database.hasRoom()) throw new Error(noRoom);
        rush.kept(deliveries.length);
        return storeDeliveries(database.run, deliveries);
      },
    }),
    now,
    log,
    onStored: () => worker.wake(),
    onLost: () => lost.lost(),
    onAnswered: (event, outcome) =>
      // Anybody can send any name.
      metrics.countDelivery(event !== null && isHandledEvent(event) ? event : 'other', outcome),
  });
  const web = createWebServer({
    settings,
    intake,
    readiness: () =>
      readReadiness({ database, gitHub: github.health(), slack: slack?.health() ?? null, now: now() }),
    metrics,
    log,
  });
  const { url } = await web.listen().catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const target = `${url}${settings.webhookPath}`;
  const { webhookProxyUrl: channel } = settings;
  const proxy = channel ? startWebhookProxy({ channel, target, log }) : null;
  await beginMark(db, 'whole-since', now());
  if (slack) {
    await beginMark(db, 'slack-since', now());
    await wakeSubject(db, slackSubject, now());
  }
  if (database.mayLack) {
    log.warn(
      'The machine went down while the database was open; what it may lack is read from GitHub again.',
    );
    await setMark(db, 'whole-since', now());
  }
  const sweep = async (): Promise<void> => {
    for (const subject of [appSubject, deliveryLogSubject, pruneSubject])
      await wakeSubject(db, subject, now());
    worker.wake();
  };
  if (autonomous) {
    await sweep();
    worker.start();
  }
  log.info(`Listening on ${url}`);
  return {
    url,
    worker,
    stopped: database.stopped,
    sweep,
    async stop() {
      proxy?.stop();
      lost.stop();
      await web.close();
      await worker.stop();
      await database.close();
    },
  };
}

/** Whether there is room to work; says when that changes. */
function sayingSo(database: Database, log: Log): () => boolean {
  let room = true;
  return () => {
    if (database.hasRoom() === room) return room;
    room = !room;
    if (room) log.info('the disk has room again; going on');
    else log.error(`${noRoom}. Until then nothing is taken and nothing is worked on.`);
    return room;
  };
}
