import { createRepositoryAllowances } from './context/allowances.ts';
import { createPolicyReadings } from './context/policy-readings.ts';
import { createGitHub } from './github/client/github.ts';
import { createPacer, type Pacer } from './github/client/pacer.ts';
import { isHandledEvent } from './intake/read/handled-events.ts';
import { createBurstDetector } from './intake/receive/burst.ts';
import { keepTogether } from './intake/receive/group-commit.ts';
import { createIntake } from './intake/receive/receive-delivery.ts';
import { loggedDiskSpace } from './logging/disk-space.ts';
import type { Log } from './logging/logging.ts';
import { oneAtATime } from './queries/one-at-a-time.ts';
import { readDatabaseStatus, readinessOf } from './queries/readiness.ts';
import { createWorker, type Worker } from './queue/worker.ts';
import { createHandlers } from './reconcile/handlers.ts';
import { markStart } from './resync/mark-start.ts';
import { watchForLost } from './resync/watch-for-lost.ts';
import { isAllowed, type ServeSettings } from './settings/settings.ts';
import { createSlack } from './slack/slack.ts';
import { type Database, openDatabase } from './store/database.ts';
import { storeDeliveries } from './store/deliveries.ts';
import { appSubject, deliveryLogSubject, pruneSubject } from './store/subject-key.ts';
import { wakeSubject } from './store/subjects.ts';
import { spendWrite } from './store/write-budgets.ts';
import { createMetrics } from './web/metrics.ts';
import { createWebServer } from './web/web-server.ts';
import { startWebhookProxy } from './web/webhook-proxy.ts';

export interface App {
  /** Where it listens, such as `http://localhost:3000`. */
  url: string;
  worker: Worker;
  /** Resolves with the reason when the database has stopped for good: only a new process can go on. */
  stopped: Promise<Error> | null;
  /** Makes the comparison with GitHub and the reading of its delivery log due now. */
  sweep(): Promise<void>;
  /** Accepts no new work, finishes or releases what is in progress, and closes the database. */
  stop(): Promise<void>;
}

export interface AppOptions {
  now?: () => Date;
  /** In memory instead of the settings' database, for tests. */
  database?: Database;
  /** `false`: the worker works only when it is called, for tests with a clock of their own. */
  autonomous?: boolean;
  /** Spaces out the writes of an installation to GitHub; tests that set the clock do not wait. */
  pacer?: (installation: number) => Pacer;
  /** How many things are worked on at once. */
  slots?: number;
  /** Longest wait for an answer of GitHub, milliseconds. */
  requestTimeout?: number;
}

/** Puts the parts together and starts them: the database first, the way in last. */
export async function startApp(settings: ServeSettings, log: Log, options: AppOptions = {}): Promise<App> {
  const { now = () => new Date(), autonomous = true, requestTimeout } = options;
  const slots = options.slots ? { slots: options.slots } : {};
  const timeout = requestTimeout ? { timeout: requestTimeout } : {};
  const database = options.database ?? (await openDatabase(settings.database));
  if (database.kind === 'embedded' && !options.database) {
    log.info(
      'using the embedded database: a power cut can lose the last moments; set DATABASE_URL to use Postgres',
    );
  }
  const { db } = database;
  const pacer =
    options.pacer ??
    ((installation) =>
      createPacer({ spend: (buckets) => spendWrite(db, { installation, ...buckets, now: now() }), now }));
  const github = createGitHub({ ...settings, log, now, pacer, ...timeout });
  const slack = settings.slack ? createSlack(settings.slack, { now, log, ...timeout }) : null;
  const burst = createBurstDetector();
  const handlers = createHandlers({
    db,
    github,
    slack,
    log,
    now,
    appId: settings.appId,
    isAllowed: (owner) => isAllowed(settings, owner),
    keepDays: settings.keepDays,
    policyReadings: createPolicyReadings(),
    allowances: createRepositoryAllowances(),
    verifiedNames: new Map(),
  });
  const worker = createWorker(
    { db, log, now, handlers },
    { mayWork: loggedDiskSpace(database, log), giveWay: () => burst.over(), ...slots },
  );
  // Asked by anybody: a flood of requests must not take the database from the work.
  const databaseStatus = oneAtATime(() => readDatabaseStatus({ database, now: now() }), { now, span: 1_000 });
  const metrics = createMetrics({
    database: databaseStatus,
    gitHub: () => github.health(),
    now,
  });
  const lost = watchForLost({ db, now, log }, () => worker.wake());
  const intake = createIntake({
    secrets: settings.webhookSecrets,
    keep: keepTogether({
      keepAll: async (deliveries) => {
        if (!database.hasRoom()) throw new Error('disk space low');
        burst.kept(deliveries.length);
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
    readiness: async () =>
      readinessOf({
        ...(await databaseStatus()),
        gitHub: github.health(),
        slack: slack?.health() ?? null,
        now: now(),
      }),
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
  if (database.mayLack)
    log.warn('the machine went down with the database open; possibly lost data is re-read from GitHub');
  await markStart(db, { now: now(), slack: slack !== null, mayLack: database.mayLack });
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
