import { headersFor, type IntakeServer, rawClient, rawHead, startIntake } from './intake-server.ts';

const maxBytes = 1000;
/** A JSON object of exactly so many bytes. */
const objectOf = (bytes: number) => `{"a":"${'x'.repeat(bytes - 8)}"}`;

let server: IntakeServer;
beforeEach(async () => {
  server = await startIntake({ maxBytes });
});
afterEach(() => server.close());

function post(body: string, chunked: boolean): string {
  const length = String(Buffer.byteLength(body));
  const framing = chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': length };
  const head = rawHead({ ...headersFor(body), ...framing, connection: 'close' });
  return head + (chunked ? `${chunk(body)}0\r\n\r\n` : body);
}

function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

it.each([
  ['with its length', false],
  ['in chunks', true],
])('takes a body of the limit, sent %s, and none above it', async (_, chunked) => {
  const fits = rawClient(server);
  fits.socket.write(post(objectOf(maxBytes), chunked));
  expect(await fits.heard).toMatch(/^HTTP\/1\.1 202 /);
  const large = rawClient(server);
  large.socket.write(post(objectOf(maxBytes + 1), chunked));
  expect(await large.heard).toMatch(/^HTTP\/1\.1 413 [\s\S]*"error":/);
  expect(server.kept).toHaveLength(1);
});

it('refuses by the announced length before any of the body has come', async () => {
  const { socket, heard } = rawClient(server);
  socket.write(rawHead({ ...headersFor(''), 'content-length': String(maxBytes + 1) }));
  const answer = await heard;
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer.toLowerCase()).toContain('connection: close');
});

it('stops taking chunks past the limit, although the sender never ends', async () => {
  const { socket, heard } = rawClient(server);
  socket.write(
    rawHead({ ...headersFor(''), 'transfer-encoding': 'chunked' }) + chunk('x'.repeat(maxBytes)) + chunk('y'),
  );
  expect(await heard).toMatch(/^HTTP\/1\.1 413 /);
});

it('asks an unsigned sender for nothing more', async () => {
  const { socket, heard } = rawClient(server);
  const { 'x-hub-signature-256': _, ...unsigned } = headersFor('');
  socket.write(rawHead({ ...unsigned, 'content-length': '500' }));
  expect(await heard).toMatch(/^HTTP\/1\.1 401 /);
});

it('gives up on a body that trickles', async () => {
  await server.close();
  server = await startIntake({ bodyTimeout: 50 });
  const { socket, heard } = rawClient(server);
  socket.write(rawHead({ ...headersFor(''), 'content-length': '500' }));
  const trickle = setInterval(() => socket.write('x'), 10);
  const answer = await heard;
  clearInterval(trickle);
  expect(answer).toMatch(/^HTTP\/1\.1 408 [\s\S]*"error":/);
  expect(server.kept).toEqual([]);
});

it('says in the log that a client hung up, and serves the next one', async () => {
  const { socket } = rawClient(server);
  socket.write(`${rawHead({ ...headersFor(''), 'content-length': '500' })}half`, () => socket.destroy());
  await server.logged('hung-up');
  expect(server.lines).toHaveLength(1);
  const next = rawClient(server);
  next.socket.write(post('{}', false));
  expect(await next.heard).toMatch(/^HTTP\/1\.1 202 /);
});
