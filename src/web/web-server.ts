/**
 * The HTTP side: deliveries come in, health and metrics go out. It decides nothing about hotfixes.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import { createPages, type PagesOptions } from './pages.ts';

export interface WebServerOptions extends Pick<PagesOptions, 'readiness' | 'metrics'> {
  settings: { host: string; port: number; webhookPath: string };
  /** Reads and answers one delivery. */
  intake: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  log: Logger;
  /** Each takes tens of kilobytes, and GitHub and a balancer need dozens. */
  maxConnections?: number;
}

export interface WebServer {
  /** Starts to listen; the port is the real one where 0 was asked for. */
  listen(): Promise<{ host: string; port: number; url: string }>;
  /** Accepts nothing new, finishes what is in progress, and cuts what is left after `patience` milliseconds. */
  close(patience?: number): Promise<void>;
}

export function createWebServer({
  settings,
  intake,
  log,
  maxConnections = 2_000,
  ...options
}: WebServerOptions): WebServer {
  const { webhookPath } = settings;
  let closing = false;
  const pages = createPages({ ...options, webhookPath, isClosing: () => closing, log });
  const answerPage = getRequestListener(pages.fetch, {
    // Octokit works with the globals as Node has them.
    overrideGlobalObjects: false,
    // An unread body ends its connection, below.
    autoCleanupIncoming: false,
    // A prober that speaks HTTP/1.0 names no host.
    hostname: 'localhost',
  });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (closing) response.setHeader('connection', 'close');
    if (request.method === 'POST' && pathOf(request) === webhookPath) return intake(request, response);
    // Otherwise Node would read a body that nobody wants to its end.
    if (hasUnreadBody(request)) response.setHeader('connection', 'close');
    await answerPage(request, response);
  }

  // The first two keep slow senders from holding connections; 25 MB, GitHub's largest delivery, fits into a minute.
  const limits = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000 };
  // Longer than a load balancer's usual 60 s: the side that sends must be the one that closes.
  const server = createServer({ ...limits, keepAliveTimeout: 75_000 }, (request, response) => {
    route(request, response).catch((error: unknown) => {
      log.error({ err: error, method: request.method, path: pathOf(request) }, 'could not answer');
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { ...jsonType, connection: 'close' }).end('{"error":"internal error"}\n');
    });
  });

  server.maxConnections = maxConnections;
  // Those that only wait for another request make way.
  server.on('drop', () => server.closeIdleConnections());

  return {
    listen: () => listening(server, settings),
    close(patience = 10_000) {
      closing = true;
      return closed(server, patience);
    },
  };
}

const jsonType = { 'content-type': 'application/json; charset=utf-8' };

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}

function hasUnreadBody({ complete, headers }: IncomingMessage): boolean {
  return (
    !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0)
  );
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
  // Connections that were busy when the closing began would otherwise stay open until they time out.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const timer = setTimeout(() => server.closeAllConnections(), patience);
  await promise;
  clearInterval(idle);
  clearTimeout(timer);
}
