/**
 * The HTTP side: deliveries come in, health is told. It decides nothing about hotfixes.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { type Answer, json, send } from './answer.ts';
import { type ReadyReport, readiness } from './readiness.ts';

export type { ReadyReport } from './readiness.ts';

export interface WebServerOptions {
  settings: { host: string; port: number; webhookPath: string };
  /** Reads and answers one delivery. */
  intake: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  isReady: () => Promise<ReadyReport>;
  /** The text of /metrics. */
  measure: () => Promise<Answer>;
  log: Logger;
}

export interface WebServer {
  /** Starts to listen; the port is the real one where 0 was asked for. */
  listen(): Promise<{ host: string; port: number; url: string }>;
  /** Takes nothing new, lets what is under way be answered, and cuts what is left after `patience` milliseconds. */
  close(patience?: number): Promise<void>;
}

const home: Answer = {
  status: 200,
  type: 'text/html',
  body: '<!doctype html><html lang="en"><title>hotfix-policy</title><p>hotfix-policy is running: <a href="/healthz">health</a>, <a href="/readyz">readiness</a>, <a href="/metrics">metrics</a>. How to use it is in its README.</p></html>\n',
};

export function createWebServer({ settings, intake, isReady, measure, log }: WebServerOptions): WebServer {
  let closing = false;
  const pages: Readonly<Record<string, () => Answer | Promise<Answer>>> = {
    '/': () => home,
    '/healthz': () => json(200, { status: 'ok' }),
    '/readyz': () => readiness(isReady, closing),
    '/metrics': measure,
    // Probot's own.
    '/ping': () => ({ status: 200, type: 'text/plain', body: 'PONG' }),
  };

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (closing) {
      response.setHeader('connection', 'close');
    }
    const path = request.url?.split('?')[0] ?? '';
    if (path === settings.webhookPath) {
      return request.method === 'POST'
        ? intake(request, response)
        : send(request, response, notAllowed('POST'));
    }
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    if (!page) {
      return send(request, response, json(404, { error: 'not found' }));
    }
    const asksForPage = request.method === 'GET' || request.method === 'HEAD';
    send(request, response, asksForPage ? await page() : notAllowed('GET, HEAD'));
  }

  // The first two keep slow senders from holding connections; 25 MB, GitHub's largest delivery, fits into a minute.
  const limits = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000 };
  // Longer than a load balancer's usual 60 s: the side that sends must be the one that closes.
  const server = createServer({ ...limits, keepAliveTimeout: 75_000 }, (request, response) => {
    route(request, response).catch((error: unknown) => {
      log.error({ err: error, method: request.method, path: request.url?.split('?')[0] }, 'could not answer');
      if (response.headersSent) {
        response.destroy();
      } else {
        send(request, response, json(500, { error: 'internal error' }));
      }
    });
  });

  return {
    listen: () => listening(server, settings),
    close(patience = 10_000) {
      closing = true;
      return closed(server, patience);
    },
  };
}

function notAllowed(allow: string): Answer {
  return { ...json(405, { error: `use ${allow}` }), headers: { allow } };
}

async function listening(
  server: Server,
  { host, port }: { host: string; port: number },
): Promise<{ host: string; port: number; url: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, resolve);
  await promise;
  server.off('error', reject);
  const address = server.address();
  const taken = typeof address === 'object' && address ? address.port : port;
  return { host, port: taken, url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}` };
}

async function closed(server: Server, patience: number): Promise<void> {
  if (!server.listening) {
    return;
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  // Connections that were busy when the closing began would else stay open until they time out.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const timer = setTimeout(() => server.closeAllConnections(), patience);
  await promise;
  clearInterval(idle);
  clearTimeout(timer);
}
