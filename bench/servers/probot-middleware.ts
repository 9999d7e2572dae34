import { createServer } from 'node:http';
import { createNodeMiddleware, createProbot } from 'probot';
import { path, secret } from '../load/delivery.ts';
import { listening } from './listening.ts';
import type { Serving, Started } from './server.ts';

/** Most Apps: Probot's own middleware, here with a handler that does nothing and stores nothing. */
export async function probotMiddleware({ privateKey }: Pick<Serving, 'privateKey'>): Promise<Started> {
  const probot = createProbot({
    overrides: { appId: 4711, privateKey, secret, logLevel: 'info' },
  });
  const middleware = await createNodeMiddleware((app) => app.on('push', async () => undefined), {
    probot,
    webhooksPath: path,
  });
  return listening(
    createServer((request, response) => {
      void middleware(request, response, () => response.writeHead(404).end());
    }),
  );
}
