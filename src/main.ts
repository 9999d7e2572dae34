import { startApp } from './app.ts';
import { createLog, type Log } from './logging/logging.ts';
import { startSetUp } from './set-up/set-up.ts';
import { loadEnvFile } from './settings/env-file.ts';
import { readSettings, SettingsError, secretsOf } from './settings/settings.ts';
import { StoreError } from './store/store-error.ts';

/** Longest time to stop, milliseconds. After it the process exits, and the next one resumes what is unfinished. */
const patience = 30_000;

/** Whether it runs now; where it does not, the reason has been printed. */
export const started = await start();
if (!started) process.exitCode = 1;

async function start(): Promise<boolean> {
  try {
    await main();
    return true;
  } catch (error) {
    if (!(error instanceof SettingsError) && !(error instanceof StoreError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return false;
  }
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
    log.fatal({ err: error }, 'database stopped; exiting so that a new process can take over');
    process.exit(1);
  });
  // As other servers read their files anew on this signal, this one compares everything with GitHub.
  process.on('SIGHUP', () => {
    app.sweep().catch((error: unknown) => log.error({ err: error }, 'comparison with GitHub not started'));
  });
}

/** A signal that comes before everything is up ends the process as soon as it is. */
function prepareStop(log: Log): (stop: () => Promise<void>) => void {
  let asked = false;
  let stop: (() => Promise<void>) | null = null;

  async function end(): Promise<void> {
    if (!stop) return;
    log.info('stopping');
    setTimeout(() => {
      log.error('not stopped in time; unfinished work is resumed at the next start');
      process.exit(1);
    }, patience).unref();
    await stop();
    log.info('stopped');
    process.exit(0);
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (asked) return;
      asked = true;
      end().catch((error: unknown) => {
        log.fatal({ err: error }, 'not stopped cleanly');
        process.exit(1);
      });
    });
  }
  return (how) => {
    stop = how;
    if (asked) void end();
  };
}
