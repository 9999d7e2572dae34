import { startApp } from './app.ts';
import { createLog, type Log } from './logging/logging.ts';
import { startSetUp } from './set-up/set-up.ts';
import { loadEnvFile } from './settings/env-file.ts';
import { readSettings, SettingsError, secretsOf } from './settings/settings.ts';
import { StoreError } from './store/store-error.ts';

/** The longest that the end may take; after it the process goes, and what was under way is worked on again. */
const patience = 30_000;

try {
  await main();
} catch (error) {
  if (!(error instanceof SettingsError) && !(error instanceof StoreError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  loadEnvFile(process.cwd());
  const settings = readSettings(process.env);
  const log = createLog({
    level: settings.logLevel,
    format: settings.logFormat,
    secrets: secretsOf(settings),
  });
  const stopOn = prepareStop(log);
  if (settings.mode === 'set-up') {
    const server = await startSetUp(settings, log);
    stopOn(() => server.stop());
    return;
  }
  const app = await startApp(settings, log);
  stopOn(() => app.stop());
  void app.stopped?.then((error) => {
    log.fatal({ err: error }, 'Ending, so that a new process can go on: nothing that was taken is lost');
    process.exit(1);
  });
  // As for other servers, this signal asks for a fresh look at things.
  process.on('SIGHUP', () => {
    app
      .sweep()
      .catch((error: unknown) => log.error({ err: error }, 'Could not begin to compare with GitHub'));
  });
}

/** A signal that comes before everything is up ends the process as soon as it is. */
function prepareStop(log: Log): (stop: () => Promise<void>) => void {
  let asked = false;
  let stop: (() => Promise<void>) | null = null;

  async function end(): Promise<void> {
    if (!stop) return;
    log.info('Stopping');
    setTimeout(() => {
      log.error('Not stopped in time; what was under way is worked on again at the next start');
      process.exit(1);
    }, patience).unref();
    await stop();
    log.info('Stopped');
    process.exit(0);
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (asked) return;
      asked = true;
      end().catch((error: unknown) => {
        log.fatal({ err: error }, 'Could not stop cleanly');
        process.exit(1);
      });
    });
  }
  return (how) => {
    stop = how;
    if (asked) void end();
  };
}
