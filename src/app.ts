import { createGitHub, type GitHub } from './github/github.ts';
import { createPacer, type Pacer } from './github/pacer.ts';
import { createIntake } from './intake/receive-delivery.ts';
import type { Log } from './logging.ts';
import { isAllowed, type ServeSettings } from './settings.ts';
import { type Database, openDatabase } from './store/database.ts';
import { deliveryQueue, storeDelivery } from './store/deliveries.ts';
import { spendWrite } from './store/write-budgets.ts';
import type { ReadyReport } from './web/readiness.ts';
import { createWebServer } from './web/web-server.ts';
import { startWebhookProxy } from './web/webhook-proxy.ts';
import { createWorker, type Worker } from './work/worker.ts';

export interface App {
  /** Where it listens, such as `http://localhost:3000`. */
  url: string;
  worker: Worker;
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
  const worker = createWorker({
    db,
    github,
    log,
    now,
    appId: settings.appId,
    isAllowed: (owner) => isAllowed(settings, owner),
  });
  const intake = createIntake({
    secrets: settings.webhookSecrets,
    keep: (delivery) => storeDelivery(db, delivery),
    now,
    log,
    onStored: () => worker.wake(),
  });
  const web = createWebServer({ settings, intake, isReady: () => readiness(database, github, now()), log });
  const { url } = await web.listen().catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const target = `${url}${settings.webhookPath}`;
  const { webhookProxyUrl: channel } = settings;
  const proxy = channel ? startWebhookProxy({ channel, target, log }) : null;
  if (autonomous) worker.start();
  log.info(`Listening on ${url}`);
  return {
    url,
    worker,
    async stop() {
      proxy?.stop();
      await web.close();
      await worker.stop();
      await database.close();
    },
  };
}

async function readiness({ db }: Database, github: GitHub, now: Date): Promise<ReadyReport> {
  const { waiting, parked, oldest } = await deliveryQueue(db);
  const oldestWaitSeconds = oldest ? Math.max(0, Math.round((now.getTime() - oldest.getTime()) / 1000)) : 0;
  return { database: 'answers', queue: { waiting, parked, oldestWaitSeconds }, github: github.health() };
}
