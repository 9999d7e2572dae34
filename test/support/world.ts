/**
 * The whole product against the stand-in, in one process, on a clock that tests set: signed deliveries go in over
 * HTTP, and what GitHub then holds is read from the stand-in.
 */
import { pino } from 'pino';
import { type SlackStandIn, startSlack } from '../../demo/slack/slack-stand-in.ts';
import { type PlayedRepository, type StandIn, startStandIn } from '../../demo/stand-in/stand-in.ts';
import { type App, startApp } from '../../src/app.ts';
import type { SlackSettings } from '../../src/slack/slack.ts';
import type { Database } from '../../src/store/database.ts';
import { judge } from '../contract/judge.ts';
import { privateKey } from './app-key.ts';
import { appId, registration, secret } from './app-registration.ts';
import { serveSettings, webhookPath } from './serve-settings.ts';
import { empty, emptyDatabase } from './stores.ts';
import { unpaced } from './unpaced.ts';

export { appId, manifest, secret } from './app-registration.ts';

export interface World {
  github: StandIn;
  slack: SlackStandIn;
  database: Database;
  app: App;
  repository: PlayedRepository;
  now(): Date;
  /** Lets everything come to rest: deliveries sent and worked on, until nothing is due. */
  rest(): Promise<void>;
  /** Moves the clock on, and lets everything come to rest on the way. */
  pass(milliseconds: number): Promise<void>;
  /** Sets the clock, also back; nothing is worked on meanwhile. */
  setClock(to: string): void;
  /** Stops the product and starts it again on the same database, as after a restart or a crash. */
  restart(): Promise<void>;
  /** The database is lost; the product starts again on an empty one. */
  forget(): Promise<void>;
  /** The product stops, and starts again on another database. */
  moveTo(database: () => Promise<Database>): Promise<void>;
  /** Everything is compared with GitHub, now. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  policy?: string;
  files?: Record<string, string>;
  deleteBranchOnMerge?: boolean;
  hasIssues?: boolean;
  /** `false`: the App is not installed yet. */
  installed?: boolean;
  /** Another than the one that the tests of a file share; the test closes it. */
  database?: Database;
  start?: string;
  /**
   * One thing is worked on at a time, and what it brings about is delivered after it: how often something is looked at then
   * depends on no race, and can be counted.
   */
  inTurns?: boolean;
  /** Organisations that are served; all where it is left out. */
  allowedOrgs?: string[];
  /** Longest wait for an answer of GitHub, milliseconds of real time. */
  requestTimeout?: number;
  /** Whether, and how, the App tells Slack. */
  slack?: 'webhook' | 'bot';
  /** Fills GitHub and Slack in another way than with one new repository; returns the repository to play on. */
  takeUp?: (github: StandIn, slack: SlackStandIn) => PlayedRepository;
}

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const clock = { at: Date.parse(options.start ?? '2026-11-23T14:00:00.000Z') };
  // A clock that stands still between two readings would make different moments the same.
  const now = (): Date => {
    clock.at += 1;
    return new Date(clock.at);
  };
  const github = await startStandIn({ app: registration, now });
  const verdict = judge(github);
  const slack = await startSlack({ now });
  const repository = options.takeUp?.(github, slack) ?? (await newRepository(github, options));
  let database = kept(options.database ?? (await emptyDatabase()));
  const settings = serveSettings({
    gitHub: github.host,
    appId,
    privateKey,
    webhookSecrets: [secret],
    ...(options.allowedOrgs ? { allowedOrgs: options.allowedOrgs } : {}),
    slack: options.slack === undefined ? null : wayTo(slack, options.slack),
  });
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' });
  const start = async (): Promise<App> => {
    const app = await startApp(settings, log, {
      now,
      database,
      autonomous: false,
      pacer: unpaced,
      ...(options.inTurns ? { slots: 1 } : {}),
      ...(options.requestTimeout ? { requestTimeout: options.requestTimeout } : {}),
    });
    github.wire.url = `${app.url}${webhookPath}`;
    return app;
  };
  /** Asked first: for a worker to find nothing takes all its lanes. */
  const isDue = async (): Promise<boolean> => ((await nextDue(database)) ?? Infinity) <= clock.at;
  const world: World = {
    github,
    slack,
    database,
    repository,
    app: await start(),
    now,
    async rest() {
      await github.wire.settled();
      while (await isDue()) {
        if (options.inTurns) github.wire.hold();
        const worked = await world.app.worker.runDue();
        if (options.inTurns) github.wire.release();
        await github.wire.settled();
        if (worked === 0) return;
      }
    },
    async pass(milliseconds) {
      // What happened before it is not told of after it.
      await world.rest();
      const end = clock.at + milliseconds;
      // From one due time to the next, so that each thing is done at its time.
      for (let due = await nextDue(database); due !== null && due <= end; due = await nextDue(database)) {
        clock.at = Math.max(clock.at, due);
        await world.rest();
      }
      clock.at = Math.max(clock.at, end);
      await world.rest();
    },
    setClock(to) {
      clock.at = Date.parse(to);
    },
    async restart() {
      await world.app.stop();
      world.app = await start();
    },
    async moveTo(next) {
      await world.app.stop();
      database = kept(await next());
      world.database = database;
      world.app = await start();
    },
    async forget() {
      await world.app.stop();
      await empty(database);
      clock.at += 5_000;
      world.app = await start();
    },
    async sweep() {
      await world.app.sweep();
      // One repository after another, with a while between.
      for (let worked = 1; worked > 0; clock.at += 10_000) {
        await github.wire.settled();
        worked = await world.app.worker.runDue();
        await github.wire.settled();
      }
    },
    async close() {
      await world.app.stop();
      await github.close();
      await slack.close();
      verdict.assertNone();
      expect(slack.breaches).toEqual([]);
    },
  };
  if (options.installed ?? !options.takeUp) github.install('acme');
  await world.rest();
  return world;
}

async function newRepository(github: StandIn, options: WorldOptions): Promise<PlayedRepository> {
  const policy = options.policy === undefined ? {} : { '.github/hotfix-policy.yml': options.policy };
  const repository = await github.repository('acme/checkout-service', {
    files: {
      'src/payment.ts': 'export const timeout = 1;\n',
      'README.md': '# Checkout\n',
      ...policy,
      ...options.files,
    },
    deleteBranchOnMerge: options.deleteBranchOnMerge ?? false,
    hasIssues: options.hasIssues ?? true,
  });
  for (const login of ['ada', 'bob', 'carol', 'grace']) github.person(login);
  github.team('acme', 'payments', ['grace']);
  github.team('acme', 'on-call', ['carol']);
  return repository;
}

function wayTo({ webhookUrl, apiUrl, token, channel }: SlackStandIn, way: 'webhook' | 'bot'): SlackSettings {
  return way === 'webhook' ? { kind: 'webhook', url: webhookUrl } : { kind: 'bot', apiUrl, token, channel };
}

/** Whoever opened it closes it. */
function kept(database: Database): Database {
  return { ...database, close: () => Promise.resolve() };
}

async function nextDue({ db }: Database): Promise<number | null> {
  const subjects = db.selectFrom('subjects').select('due_at as due').where('due_at', 'is not', null);
  const deliveries = db.selectFrom('deliveries').select('due_at as due').where('state', '=', 'stored');
  const first = await subjects.unionAll(deliveries).orderBy('due').limit(1).executeTakeFirst();
  return first?.due?.getTime() ?? null;
}
