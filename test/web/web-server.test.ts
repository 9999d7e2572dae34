import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { createLog } from '../../src/logging/logging.ts';
import type { Readiness } from '../../src/queries/readiness.ts';
import { createWebServer, type WebServer, type WebServerOptions } from '../../src/web/web-server.ts';

const fine: Readiness = {
  database: 'ok',
  queue: { waiting: 2, oldestWaitSeconds: 7, parked: 1, failing: 0 },
  gitHub: { state: 'ok', since: null, limited: 0, lastDeliveryAt: null, logReadAt: null, comparedAt: null },
};
const globals = { Request: globalThis.Request, Response: globalThis.Response };
const running: WebServer[] = [];

async function start(options: Partial<WebServerOptions> = {}) {
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'json', to: { write: (line) => void lines.push(line) } });
  const settings = { host: '127.0.0.1', port: 0, webhookPath: '/api/github/webhooks' };
  const web = createWebServer({
    settings,
    intake: async (request, response) => {
      response.end(`took ${await text(request)}`);
    },
    readiness: async () => fine,
    metrics: { contentType: 'text/plain; version=0.0.4', render: async () => 'counted 1\n' },
    log,
    ...options,
  });
  running.push(web);
  return { web, lines, ...(await web.listen()) };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((web) => web.close(0)));
});

test('a delivery goes to the intake, whatever its query', async () => {
  const { url } = await start();
  const response = await fetch(`${url}/api/github/webhooks?x=1`, { method: 'POST', body: 'it' });
  expect(await response.text()).toBe('took it');
});

test('the webhook path follows its setting', async () => {
  const { url } = await start({ settings: { host: '127.0.0.1', port: 0, webhookPath: '/hooks' } });
  expect((await fetch(`${url}/hooks`, { method: 'POST', body: 'it' })).status).toBe(200);
  expect((await fetch(`${url}/api/github/webhooks`, { method: 'POST', body: 'it' })).status).toBe(404);
});

test.each([
  ['/healthz', 200, '{"status":"ok"}\n'],
  ['/ping', 200, 'PONG'],
  ['/metrics', 200, 'counted 1\n'],
  ['/nothing', 404, '{"error":"not found"}\n'],
  ['/toString', 404, '{"error":"not found"}\n'],
  ['/api/github/webhooks', 405, '{"error":"use POST"}\n'],
])('GET %s answers %i', async (path, status, body) => {
  const { url } = await start();
  const response = await fetch(`${url}${path}`);
  expect(response.status).toBe(status);
  expect(await response.text()).toBe(body);
});

test('the home page leads to the others and may load nothing', async () => {
  const { url } = await start();
  const response = await fetch(url);
  const page = await response.text();
  expect(page).toContain('href="/healthz"');
  expect(page).toContain('href="/readyz"');
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  expect(response.headers.has('x-powered-by')).toBe(false);
});

test('HEAD answers as GET does, without a body; other methods are named', async () => {
  const { url } = await start();
  const head = await fetch(`${url}/ping`, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '4', '']);
  const post = await fetch(`${url}/healthz`, { method: 'POST', body: 'x'.repeat(100_000) });
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  // What is left of its body is not read.
  expect(post.headers.get('connection')).toBe('close');
});

describe('/readyz', () => {
  test('shows the state of each part', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/readyz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ready', ...fine });
  });

  test.each(['unreachable', 'read_only', 'low_disk_space'] as const)(
    'is 503 when the database is %s, with what to do about it',
    async (database) => {
      const { url } = await start({ readiness: async () => ({ ...fine, database, queue: null }) });
      const response = await fetch(`${url}/readyz`);
      expect(response.status).toBe(503);
      expect(await response.json()).toEqual({
        ...fine,
        status: 'not_ready',
        database,
        queue: null,
        detail: expect.stringMatching(/^The (?:database|disk) .+\./),
      });
    },
  );
});

test('/metrics has the content type that Prometheus asks for', async () => {
  const { url } = await start();
  const response = await fetch(`${url}/metrics`);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4');
});

test('an exception of a page is logged and answered without its details', async () => {
  const { url, lines } = await start({ readiness: () => Promise.reject(new Error('planted detail')) });
  const response = await fetch(`${url}/readyz`);
  expect([response.status, await response.text()]).toEqual([500, '{"error":"internal error"}\n']);
  expect(lines.join('')).toContain('planted detail');
});

test.each([
  ['no host, as HTTP/1.0 allows', 'GET /healthz HTTP/1.0\r\n\r\n', 200],
  ['a host that is none', 'GET /healthz HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n', 400],
  [
    'an address of another scheme',
    'GET ftp://x/healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    400,
  ],
])('a request with %s is answered', async (_, request, status) => {
  const { port, lines } = await start();
  const socket = connect(port, '127.0.0.1');
  socket.write(request);
  expect(await text(socket)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(lines).toEqual([]);
});

test('an exception of the intake is logged and answered without its details', async () => {
  const { url, lines } = await start({ intake: () => Promise.reject(new Error('planted detail')) });
  const response = await fetch(`${url}/api/github/webhooks`, { method: 'POST', body: 'it' });
  expect(response.status).toBe(500);
  expect(await response.text()).toBe('{"error":"internal error"}\n');
  expect(lines.join('')).toContain('planted detail');
});

test('an exception after the answer has begun ends the connection', async () => {
  const { url } = await start({
    intake: async (_, response) => {
      response.writeHead(200).write('half');
      throw new Error('broken');
    },
  });
  const answer = fetch(`${url}/api/github/webhooks`, { method: 'POST', body: 'it' });
  await expect(answer.then((response) => response.text())).rejects.toThrow();
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('a taken port is a typed error', async () => {
  const { port } = await start();
  const second = start({ settings: { host: '127.0.0.1', port, webhookPath: '/x' } });
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('the globals of the process stay as they are', async () => {
  await start();
  expect([globalThis.Request === globals.Request, globalThis.Response === globals.Response]).toEqual([
    true,
    true,
  ]);
});

describe('closing', () => {
  test('answers requests in progress, announces the close on open connections, and accepts no new ones', async () => {
    const entered = Promise.withResolvers<void>();
    const leave = Promise.withResolvers<void>();
    const { web, url, port } = await start({
      intake: async (_, response) => {
        entered.resolve();
        await leave.promise;
        response.end('late but there');
      },
    });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const slow = fetch(`${url}/api/github/webhooks`, { method: 'POST', body: 'it' });
    await entered.promise;
    // Half a request keeps this connection from being idle.
    const open = connect(port, '127.0.0.1');
    open.write('GET /readyz HTTP/1.1\r\nHost: x\r\n');
    await get(`${url}/ping`, agent);
    const closed = web.close(3_600_000);
    open.write('\r\n');
    const [told] = await once(open, 'data');
    expect(String(told)).toMatch(/^HTTP\/1\.1 503 [\s\S]*connection: close[\s\S]*"shutting_down"/i);
    await expect(fetch(`${url}/ping`)).rejects.toThrow();
    leave.resolve();
    expect(await (await slow).text()).toBe('late but there');
    await closed;
    agent.destroy();
  });

  test('cuts connections that outlast its patience, and may be called twice', async () => {
    const entered = Promise.withResolvers<void>();
    const { web, url } = await start({
      intake: () => {
        entered.resolve();
        return Promise.withResolvers<void>().promise;
      },
    });
    const stuck = fetch(`${url}/api/github/webhooks`, { method: 'POST', body: 'it' }).then(
      () => 'answered',
      () => 'cut',
    );
    await entered.promise;
    await web.close(1);
    expect(await stuck).toBe('cut');
    await web.close();
  });
});

async function get(url: string, agent: Agent): Promise<string> {
  const sent = httpRequest(url, { agent }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return text(response);
}
