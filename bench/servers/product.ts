import { startApp } from '../../src/app.ts';
import { createLog } from '../../src/logging/logging.ts';
import { serveSettings } from '../../test/support/serve-settings.ts';
import { path, secret } from '../load/delivery.ts';
import type { Serving, Started } from './server.ts';

/** The product as `npm start` runs it, with its default log. */
export async function product({ database, works, gitHub, privateKey }: Serving): Promise<Started> {
  const app = await startApp(
    serveSettings({
      gitHub,
      production: true,
      webhookPath: path,
      logLevel: 'info',
      appId: 4711,
      privateKey,
      webhookSecrets: [secret],
      database,
    }),
    createLog({ level: 'info', format: 'json', secrets: [secret] }),
    { autonomous: works },
  );
  return { port: Number(new URL(app.url).port) };
}
