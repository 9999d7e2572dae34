import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { createLog } from '../../src/logging/logging.ts';
import { startWebhookProxy } from '../../src/web/webhook-proxy.ts';

const log = createLog({ level: 'fatal', format: 'json' });
const ends: Array<() => void> = [];

afterEach(() => {
  for (const end of ends.splice(0)) {
    end();
  }
});

test('a delivery from the channel arrives as GitHub sent it, even after the channel was lost', async () => {
  const channel = await channelOf(['event: ready\ndata: {}\n\n', delivery(1)], [delivery(2)]);
  const target = await deliveriesTo();
  const proxy = startWebhookProxy({ channel, target: target.url, log, firstPause: 1 });
  ends.push(() => proxy.stop());

  const first = await target.next();
  expect(first.body).toBe('{"n":1,"ref":"refs/heads/hotfix/ä"}');
  expect(first.headers).toMatchObject({
    'x-github-event': 'push',
    'x-github-delivery': 'd1',
    'x-hub-signature-256': 'sha256=abc',
    'content-type': 'application/json',
  });
  expect(first.headers).not.toHaveProperty('x-forwarded-for');
  expect((await target.next()).headers).toMatchObject({ 'x-github-delivery': 'd2' });
});

test('a message that is not a delivery is ignored', async () => {
  const channel = await channelOf(['data: not JSON\n\n'], ['event: ping\ndata: {}\n\n', delivery(3)]);
  const target = await deliveriesTo();
  const proxy = startWebhookProxy({ channel, target: target.url, log, firstPause: 1 });
  ends.push(() => proxy.stop());
  expect((await target.next()).headers).toMatchObject({ 'x-github-delivery': 'd3' });
});

function delivery(n: number): string {
  const message = {
    host: 'smee.example',
    'x-forwarded-for': '192.0.2.1',
    'content-type': 'application/json',
    'x-github-event': 'push',
    'x-github-delivery': `d${n}`,
    'x-hub-signature-256': 'sha256=abc',
    body: { n, ref: 'refs/heads/hotfix/ä' },
    query: {},
    timestamp: 1,
  };
  return `id: ${n}\r\ndata: ${JSON.stringify(message)}\r\n\r\n`;
}

/** A channel that sends one list of events a connection and hangs up, byte for byte in odd pieces. */
async function channelOf(...connections: string[][]): Promise<string> {
  const server = createServer(async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const bytes = Buffer.from((connections.shift() ?? []).join(''));
    for (let at = 0; at < bytes.length; at += 7) {
      await written(response, bytes.subarray(at, at + 7));
    }
    response.end();
  });
  return `${await listening(server)}/channel`;
}

async function deliveriesTo() {
  const taken: Array<{ headers: IncomingHttpHeaders; body: string }> = [];
  const server = createServer(async (request, response) => {
    taken.push({ headers: request.headers, body: await text(request) });
    server.emit('taken');
    response.end();
  });
  return {
    url: await listening(server),
    async next() {
      while (taken.length === 0) {
        await once(server, 'taken');
      }
      return taken.shift() ?? { headers: {}, body: '' };
    },
  };
}

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

function written(response: ServerResponse, bytes: Buffer): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  response.write(bytes, () => resolve());
  return promise;
}
