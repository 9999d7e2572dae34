import { startApp } from '../../src/app.ts';
import { createLog } from '../../src/logging.ts';
import { path, secret } from '../load/delivery.ts';
import type { Serving, Started } from './server.ts';

/** The product as `npm start` runs it, with the log that it writes by default. */
export async function product({ database, works, gitHub, privateKey }: Serving): Promise<Started> {
  const app = await startApp(
    {
      mode: 'serve',
      production: true,
      host: '127.0.0.1',
      hostChosen: true,
      port: 0,
      webhookPath: path,
      webhookProxyUrl: null,
      publicUrl: null,
      apiUrl: `http://${gitHub}/api/v3`,
      webUrl: `http://${gitHub}`,
      logLevel: 'info',
      logFormat: 'json',
      appId: 4711,
      privateKey,
      webhookSecrets: [secret],
      database,
      allowedOrgs: [],
      keepDays: 30,
      slack: null,
    },
    createLog({ level: 'info', format: 'json', secrets: [secret] }),
    { autonomous: works },
  );
  return { port: Number(new URL(app.url).port) };
}
