/** What somebody at the port costs who does not know the secret. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { createBodyRoom } from '../../src/intake/receive/body-room.ts';
import { createLog } from '../../src/logging/logging.ts';
import { createWebServer } from '../../src/web/web-server.ts';
import { deliver, headersFor, rawClient, rawHead, sign, startIntake } from '../intake/intake-server.ts';

const promised = 25 * 1024 * 1024;
const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function start(options: Parameters<typeof startIntake>[0] = {}) {
  const server = await startIntake(options);
  endings.push(() => server.close());
  return server;
}

test.each(['sha256=', 'sha1=0123', `sha256=${'g'.repeat(64)}`, `${sign('')}0`, `x${sign('')}`])(
  'somebody at the port without the secret is sent away before the body, by the form of the signature: %s',
  async (signature) => {
    const room = createBodyRoom();
    const server = await start({ room });
    const { socket, heard } = rawClient(server);
    const head = headersFor('', { 'content-length': String(promised), 'x-hub-signature-256': signature });
    socket.write(rawHead(head));
    expect(await heard).toContain('HTTP/1.1 401');
    expect(room.held).toBe(0);
  },
);

test('somebody at the port without the secret fills no memory over many connections', async () => {
  const mostBytes = 3_000_000;
  const room = createBodyRoom(mostBytes);
  let lost = 0;
  const server = await start({ room, onLost: () => (lost += 1) });
  const clients = Array.from({ length: 40 }, () => rawClient(server));
  // Their lengths are not told, so that each is taken as far as there is room.
  const head = rawHead(headersFor('', { 'transfer-encoding': 'chunked' }));
  const part = 'x'.repeat(200_000);
  for (const { socket } of clients) socket.write(`${head}${part.length.toString(16)}\r\n${part}\r\n`);
  const answers: string[] = [];
  for (const { heard } of clients) void heard.then((text) => answers.push(text));
  let most = 0;
  while (answers.length < 25) {
    most = Math.max(most, room.held);
    await setImmediate();
  }
  expect(most).toBeLessThanOrEqual(mostBytes);
  expect(most).toBeGreaterThan(mostBytes / 2);
  const refused = answers.filter((text) => text.startsWith('HTTP/1.1 503'));
  expect(refused.length).toBe(answers.length);
  expect(refused[0]).toMatch(/retry-after: 60/i);
  expect(lost).toBe(refused.length);

  for (const { socket } of clients) socket.destroy();
  while (room.held > 0) await setImmediate();
  expect((await deliver(server, '{"action":"created"}')).status).toBe(202);
  expect(room.held).toBe(0);
});

test('a body that promises more than there is room for is refused before a byte of it', async () => {
  const room = createBodyRoom(1_000);
  const server = await start({ room });
  const { socket, heard } = rawClient(server);
  socket.write(rawHead(headersFor('', { 'content-length': '1001' })));
  expect(await heard).toContain('HTTP/1.1 503');
});

test('what is not signed is let go, and leaves the room to others', async () => {
  const room = createBodyRoom(100);
  const server = await start({ room });
  for (let attempt = 0; attempt < 5; attempt++) {
    const answer = await deliver(server, `{"a":"${'x'.repeat(60)}"}`, {
      'x-hub-signature-256': sign('other'),
    });
    expect(answer.status).toBe(401);
  }
  expect(room.held).toBe(0);
});

test('somebody at the port holds no more connections than there are, and idle ones make way', async () => {
  const log = createLog({ level: 'error', format: 'json' });
  const web = createWebServer({
    settings: { host: '127.0.0.1', port: 0, webhookPath: '/api/github/webhooks' },
    intake: async () => undefined,
    readiness: () => Promise.reject(new Error('not asked')),
    metrics: { contentType: 'text/plain', render: async () => '' },
    log,
    maxConnections: 3,
  });
  endings.push(() => web.close(0));
  const { port } = await web.listen();
  const get = 'GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n';
  const idle = Array.from({ length: 3 }, () => connect(port, '127.0.0.1'));
  for (const socket of idle) {
    socket.write(get);
    await once(socket, 'data');
  }
  const ended = Promise.all(idle.map((socket) => once(socket.resume(), 'close')));
  const dropped = connect(port, '127.0.0.1')
    .resume()
    .on('error', () => undefined);
  await once(dropped, 'close');
  await ended;
  const taken = connect(port, '127.0.0.1');
  taken.write(get);
  expect(String(await once(taken, 'data'))).toContain('200 OK');
  taken.destroy();
});
