/**
 * Set-up: the App has no credentials yet. A page registers it on GitHub, and its credentials are kept in .env.
 */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Log } from '../logging/logging.ts';
import { saveToEnvFile } from '../settings/env-file.ts';
import type { SetUpSettings } from '../settings/settings.ts';
import { createGuard } from './guard.ts';
import { manifestOf, registeredApp } from './manifest.ts';
import { createSetUpPages } from './pages.ts';

export interface SetUpServer {
  /** With the token that opens it once. */
  url: string;
  /** The port that it listens on. */
  port: number;
  stop(): Promise<void>;
}

/** One person uses it. */
const limits = { headersTimeout: 10_000, requestTimeout: 20_000 };
const mostConnections = 50;

/**
 * Serves the set-up page until it is stopped. Credentials are written to `.env` in the working folder; a restart
 * then runs the App.
 */
export async function startSetUp(settings: SetUpSettings, log: Log): Promise<SetUpServer> {
  const folder = process.cwd();
  const appFile = join(folder, 'app.yml');
  if (!existsSync(appFile)) {
    throw new Error(`There is no app.yml in ${folder}. Start hotfix-policy in its own folder to set it up.`);
  }
  const { host, publicUrl, webhookProxyUrl, webhookPath, webUrl, apiUrl, organisation } = settings;
  const server = createServer(limits);
  server.maxConnections = mostConnections;
  server.listen(settings.port, host);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : settings.port;
  const local = [host.includes(':') ? `[${host}]` : host, 'localhost', '127.0.0.1', '[::1]'];
  const own = local.map((name) => `http://${name}:${port}`);
  const base = publicUrl ?? `http://${local[0]}:${port}`;
  const deliverTo = webhookProxyUrl ?? `${base}${webhookPath}`;
  const guard = createGuard();
  const pages = createSetUpPages({
    guard,
    origins: [...own, ...(publicUrl ? [new URL(publicUrl).origin] : [])],
    secure: base.startsWith('https:'),
    registerAt: `${webUrl}${organisation ? `/organizations/${organisation}` : ''}/settings/apps/new`,
    manifest: manifestOf(appFile, { deliverTo, redirectTo: `${base}/setup` }),
    register: (code) => registeredApp(code, apiUrl, log),
    keep(credentials) {
      saveToEnvFile(folder, credentials);
      log.info(
        `The credentials are in ${join(folder, '.env')}, which only its owner can read. Restart to run the App.`,
      );
    },
    log,
  });
  server.on('request', getRequestListener(pages.fetch, { overrideGlobalObjects: false }));

  const url = `${base}/?token=${guard.token}`;
  log.info(`No credentials yet: open ${url} and register the App on GitHub.`);
  if (!publicUrl && !webhookProxyUrl) {
    log.warn(
      'GitHub cannot deliver to localhost. Set PUBLIC_URL, or WEBHOOK_PROXY_URL to try it out, and restart.',
    );
  }
  return {
    url,
    port,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
