import { type Context, Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import type { Readiness } from '../queries/readiness.ts';
import { databaseDetail } from '../wording/health/database-detail.ts';
import type { Metrics } from './metrics.ts';

export interface PagesOptions {
  webhookPath: string;
  isClosing: () => boolean;
  readiness: () => Promise<Readiness>;
  metrics: Pick<Metrics, 'contentType' | 'render'>;
  log: Logger;
}

const safeHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const home =
  '<!doctype html><html lang="en"><title>hotfix-policy</title><p>hotfix-policy is running: <a href="/healthz">health</a>, <a href="/readyz">readiness</a>, <a href="/metrics">metrics</a>. The README says how to use it.</p></html>\n';

/** Everything that is served beside the intake. */
export function createPages({ webhookPath, isClosing, readiness, metrics, log }: PagesOptions): Hono {
  const pages = new Hono();
  pages.use(async (c, next) => {
    for (const [name, value] of Object.entries(safeHeaders)) c.header(name, value);
    await next();
  });
  pages.use(
    methodNotAllowed({ app: pages, onMethodNotAllowed: (c, methods) => notAllowed(c, methods.join(', ')) }),
  );

  pages.get('/', (c) => answer(c, 200, 'text/html; charset=utf-8', home));
  pages.get('/healthz', (c) => json(c, 200, { status: 'ok' }));
  pages.get('/readyz', async (c) => {
    if (isClosing()) return json(c, 503, { status: 'shutting_down' });
    const report = await readiness();
    if (report.database === 'ok') return json(c, 200, { status: 'ready', ...report });
    return json(c, 503, { status: 'not_ready', detail: databaseDetail(report.database), ...report });
  });
  pages.get('/metrics', async (c) => answer(c, 200, metrics.contentType, await metrics.render()));
  // Probot's own.
  pages.get('/ping', (c) => answer(c, 200, 'text/plain; charset=utf-8', 'PONG'));
  // A POST goes to the intake and never comes here.
  pages.all(webhookPath, (c) => notAllowed(c, 'POST'));

  pages.notFound((c) => json(c, 404, { error: 'not found' }));
  pages.onError((error, c) => {
    log.error({ err: error, method: c.req.method, path: c.req.path }, 'could not answer');
    return json(c, 500, { error: 'internal error' });
  });
  return pages;
}

function notAllowed(c: Context, allow: string): Response {
  c.header('allow', allow);
  return json(c, 405, { error: `use ${allow}` });
}

function json(c: Context, status: ContentfulStatusCode, content: object): Response {
  return answer(c, status, 'application/json; charset=utf-8', `${JSON.stringify(content)}\n`);
}

function answer(c: Context, status: ContentfulStatusCode, type: string, body: string): Response {
  // Given here, so that a HEAD request hears the length too.
  const headers = { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) };
  return c.body(body, status, headers);
}
