/**
 * Set-up: the App has no credentials yet. Probot's page registers it on GitHub, and its credentials are kept in .env.
 */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { run } from 'probot';
import type { Log } from '../logging/logging.ts';
import { saveToEnvFile } from '../settings/env-file.ts';
import type { SetUpSettings } from '../settings/settings.ts';

export interface SetUpServer {
  url: string;
  stop(): Promise<void>;
}

/** The credentials of a new App that this version reads. */
const credentialNames = ['APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET'];

/**
 * Serves the set-up page until it is stopped. Credentials are written to `.env` in the working folder; a restart
 * then runs the App.
 */
export async function startSetUp(settings: SetUpSettings, log: Log): Promise<SetUpServer> {
  const folder = process.cwd();
  if (!existsSync(join(folder, 'app.yml'))) {
    throw new Error(`There is no app.yml in ${folder}. Start hotfix-policy in its own folder to set it up.`);
  }
  const port = settings.port === 0 ? await freePort(settings.host) : settings.port;
  const url = `http://${settings.host}:${port}`;
  prepareProbot(hookUrl(settings, url));
  let arrived = false;

  const environment = { ...process.env };
  const starting = run(() => undefined, {
    // Its own reading of the environment would start its proxy, which downloads a package.
    env: { HOST: settings.host, PORT: String(port) },
    log: quieter(log),
    updateEnv(credentials) {
      if (arrived) {
        throw new Error('Credentials are in .env already. Restart, or remove them there first.');
      }
      saveToEnvFile(folder, wanted(credentials));
      arrived = true;
      log.info(
        `The credentials are in ${join(folder, '.env')}, which only its owner can read. Restart to run the App.`,
      );
      return credentials;
    },
  });
  // Probot has just let .env win over the environment; in this program the environment wins.
  Object.assign(process.env, environment);
  const server = await starting;

  log.info(`No credentials yet: open ${settings.publicUrl ?? url} and register the App on GitHub.`);
  if (settings.hostChosen) {
    log.warn(
      'The set-up page asks for no password, and HOST decides who reaches it. Unset HOST for localhost only.',
    );
  }
  if (!settings.publicUrl && !settings.webhookProxyUrl) {
    log.warn(
      'GitHub cannot deliver to localhost. Set PUBLIC_URL, or WEBHOOK_PROXY_URL to try it out, and restart.',
    );
  }
  return { url, stop: () => server.stop() };
}

/** Probot prints eight lines; one here says what matters. */
function quieter(log: Log): Log {
  return log.child({}, { level: log.isLevelEnabled('debug') ? log.level : 'warn' });
}

/** Where the new App delivers to. Probot itself would use the address of the page, which takes no deliveries. */
function hookUrl({ webhookProxyUrl, publicUrl, webhookPath }: SetUpSettings, url: string): string {
  return webhookProxyUrl ?? `${publicUrl ?? url}${webhookPath}`;
}

/** Probot's page reads these from the process, and the first is its only way in for the App's webhook address. */
function prepareProbot(deliverTo: string): void {
  process.env.WEBHOOK_PROXY_URL = deliverTo;
  process.env.NO_SMEE_SETUP = 'true';
}

function wanted(credentials: Readonly<Record<string, unknown>>): Record<string, string> {
  const found = credentialNames.flatMap((name) => {
    const value = credentials[name];
    // Probot wraps the key in quotation marks, ready for the file.
    return value === undefined ? [] : [[name, String(value).replace(/^"([\s\S]*)"$/, '$1')] as const];
  });
  return Object.fromEntries(found);
}

/** Probot takes 3000 for port 0. */
async function freePort(host: string): Promise<number> {
  const probe = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  probe.once('error', reject);
  probe.listen(0, host, resolve);
  await promise;
  const address = probe.address();
  const { promise: closed, resolve: close } = Promise.withResolvers<void>();
  probe.close(() => close());
  await closed;
  return typeof address === 'object' && address ? address.port : 0;
}
