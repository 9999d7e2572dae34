import { pino } from 'pino';
import { type PlayedRepository, type StandIn, startStandIn } from '../../demo/stand-in/stand-in.ts';
import { type App, startApp } from '../../src/app.ts';
import { openDatabase } from '../../src/store/database.ts';
import { privateKey } from '../../test/support/app-key.ts';
import { appId, registration, secret } from '../../test/support/app-registration.ts';
import { serveSettings } from '../../test/support/serve-settings.ts';
import { unpaced } from '../../test/support/unpaced.ts';
import { path } from '../load/delivery.ts';

/** The product and the stand-in for GitHub, on one clock that is moved by hand. */
export interface Played {
  github: StandIn;
  app: App;
  repository: PlayedRepository;
  /** Waits until nothing is in progress. */
  rest(): Promise<void>;
  /** Moves the clock in steps of this many milliseconds, and settles after each. */
  pass(milliseconds: number, step: number): Promise<void>;
  close(): Promise<void>;
}

export async function play(): Promise<Played> {
  const clock = { at: Date.parse('2026-11-23T14:00:00.000Z') };
  const now = (): Date => {
    clock.at += 1;
    return new Date(clock.at);
  };
  const github = await startStandIn({ app: registration, now });
  const repository = await github.repository('acme/checkout-service', {
    files: { 'src/payment.ts': 'export const timeout = 1;\n' },
  });
  for (const login of ['ada', 'grace']) github.person(login);
  const database = await openDatabase({ kind: 'embedded', dataDir: null });
  const app = await startApp(
    serveSettings({ gitHub: github.host, webhookPath: path, appId, privateKey, webhookSecrets: [secret] }),
    pino({ level: 'silent' }),
    { now, database, autonomous: false, pacer: unpaced },
  );
  github.wire.url = `${app.url}${path}`;
  const rest = async (): Promise<void> => {
    for (let worked = 1; worked > 0; ) {
      await github.wire.settled();
      worked = await app.worker.runDue();
      await github.wire.settled();
    }
  };
  github.install('acme');
  await rest();
  return {
    github,
    app,
    repository,
    rest,
    async pass(milliseconds, step) {
      for (const end = clock.at + milliseconds; clock.at < end; await rest()) clock.at += step;
    },
    async close() {
      await app.stop();
      await github.close();
    },
  };
}
