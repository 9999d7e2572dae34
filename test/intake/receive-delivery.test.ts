import { createHmac } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { createIntake, type IntakeOptions } from '../../src/intake/receive/receive-delivery.ts';
import {
  deliver,
  headersFor,
  type IntakeServer,
  receivedAt,
  secret,
  sign,
  startIntake,
} from './intake-server.ts';

const body = JSON.stringify({
  action: 'created',
  installation: { id: 7 },
  repository: { id: 42, full_name: 'acme/checkout-service' },
  title: 'said in private',
});

let server: IntakeServer;
async function start(options: Partial<IntakeOptions> = {}): Promise<IntakeServer> {
  server = await startIntake(options);
  return server;
}
afterEach(() => server.close());

describe('a delivery', () => {
  it('is kept, then answered', async () => {
    await start();
    const answer = await deliver(server, body);
    expect([answer.status, answer.body]).toEqual([202, { status: 'stored' }]);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(server.kept).toEqual([
      {
        id: '0b989ba4-242f-11e5-81e1-c7b6966d2516',
        event: 'push',
        action: 'created',
        installation: 7,
        repository: 42,
        // What the message says is nobody's business here.
        payload: '{"installation":{"id":7},"repository":{"id":42}}',
        receivedAt,
      },
    ]);
  });

  it('is not answered before it is kept', async () => {
    const order: string[] = [];
    await start({
      keep: async () => {
        for (let turn = 0; turn < 10; turn++) await setImmediate();
        order.push('kept');
        return 'stored';
      },
    });
    await deliver(server, body).then(() => order.push('answered'));
    expect(order).toEqual(['kept', 'answered']);
  });

  it('seen before is answered the same, and wakes nobody again', async () => {
    let woken = 0;
    await start({ onStored: () => woken++ });
    const first = await deliver(server, body);
    const second = await deliver(server, body);
    expect([second.status, second.text]).toEqual([first.status, first.text]);
    expect([server.kept.length, woken]).toEqual([1, 1]);
  });

  it('is answered although the worker cannot be woken', async () => {
    await start({
      onStored: () => {
        throw new Error('no one there');
      },
    });
    expect((await deliver(server, body)).status).toBe(202);
    expect((await deliver(server, body, { 'x-github-delivery': 'second' })).status).toBe(202);
  });

  it('of an event that no feature uses is answered and dropped', async () => {
    await start();
    const answer = await deliver(server, body, { 'x-github-event': 'star' });
    expect([answer.status, answer.body, server.kept]).toEqual([202, { status: 'ignored' }, []]);
  });

  it('of an event that no feature uses is verified all the same', async () => {
    await start();
    const answer = await deliver(server, body, {
      'x-github-event': 'star',
      'x-hub-signature-256': sign(body, 'guess'),
    });
    expect(answer.status).toBe(401);
  });

  it('that is a ping gets 200 and leaves nothing behind', async () => {
    await start();
    const answer = await deliver(server, '{"zen":"Keep it logically awesome.","hook_id":1}', {
      'x-github-event': 'ping',
    });
    expect([answer.status, server.kept]).toEqual([200, []]);
  });

  it('that could not be kept is refused for now, without a word about why', async () => {
    await start({ keep: () => Promise.reject(new Error('connection to 10.0.0.5 lost, password hunter2')) });
    const answer = await deliver(server, body);
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.text).not.toMatch(/hunter2|10\.0\.0\.5|receive-delivery|at /);
    expect(server.lines.some((line) => line.includes('not-stored') && line.includes('connection to'))).toBe(
      true,
    );
  });
});

describe('the signature', () => {
  it.each([
    ['made with the first secret', sign(body), 202],
    ['made with the second secret', sign(body, 'the secret before'), 202],
    ['in capitals', sign(body).replace(/[a-f]/g, (digit) => digit.toUpperCase()), 202],
    ['made with another secret', sign(body, 'guess'), 401],
    ['of another body', sign(`${body} `), 401],
    ['cut short', sign(body).slice(0, -2), 401],
    ['with something after it', `${sign(body)}00`, 401],
    ['given twice', `${sign(body)}, ${sign(body)}`, 401],
    ['missing', null, 401],
    ['empty', '', 401],
    ['that is no hexadecimal', `sha256=${'z'.repeat(64)}`, 401],
    [
      'of the older kind under the newer name',
      `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`,
      401,
    ],
  ])('%s', async (_, signature, status) => {
    await start({ secrets: [secret, 'the secret before'] });
    const answer = await deliver(server, body, { 'x-hub-signature-256': signature });
    expect(answer.status).toBe(status);
    expect(server.kept.length).toBe(status === 202 ? 1 : 0);
  });

  it('of the older kind alone is none', async () => {
    await start();
    const sha1 = `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;
    const answer = await deliver(server, body, { 'x-hub-signature-256': null, 'x-hub-signature': sha1 });
    expect(answer.status).toBe(401);
  });

  it('is over the bytes as they came, not over the text that they spell', async () => {
    await start();
    const spaced = `{ "a" : "\\u00e9" }`;
    expect((await deliver(server, spaced)).status).toBe(202);
    expect((await deliver(server, '{"a":"é"}', { 'x-hub-signature-256': sign(spaced) })).status).toBe(401);
  });

  it('missing and wrong are answered alike', async () => {
    await start({ secrets: [secret, 'the secret before'] });
    const missing = await deliver(server, body, { 'x-hub-signature-256': null });
    const wrong = await deliver(server, body, { 'x-hub-signature-256': sign(body, 'guess') });
    expect(missing.text).toBe(wrong.text);
  });

  it('is checked before the body is looked into', async () => {
    await start();
    const answer = await deliver(server, 'not json', { 'x-hub-signature-256': sign('something else') });
    expect(answer.status).toBe(401);
  });

  it.each([[[]], [['']], [[secret, ' ']]])('needs secrets: %j are none', async (secrets) => {
    await start();
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const keep = async () => 'stored' as const;
    expect(() => createIntake({ secrets, keep, now: () => receivedAt, log })).toThrow('WEBHOOK_SECRET');
  });
});

describe('a request that is no delivery', () => {
  it.each<[string, string | Buffer, Record<string, string | null>, number]>([
    ['another content type', body, { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a content type that only begins alike', body, { 'content-type': 'application/jsonp' }, 415],
    ['no event', body, { 'x-github-event': null }, 400],
    ['an event that is none', body, { 'x-github-event': 'push\t; drop' }, 400],
    ['no id', body, { 'x-github-delivery': null }, 400],
    ['an id with other characters', body, { 'x-github-delivery': "1' or '1" }, 400],
    ['an id too long', body, { 'x-github-delivery': 'a'.repeat(101) }, 400],
    ['text that is not JSON', 'not json', {}, 400],
    ['nothing', '', {}, 400],
    ['JSON cut short', body.slice(0, -1), {}, 400],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), {}, 400],
    ['a JSON list', '[{}]', {}, 400],
    ['a JSON text', '"{}"', {}, 400],
    ['JSON null', 'null', {}, 400],
  ])('%s is refused', async (_, given, changes, status) => {
    await start();
    const answer = await deliver(server, given, changes);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ error: expect.stringMatching(/(Set|Send) .+\.|up to/) });
    expect(server.kept).toEqual([]);
  });

  it.each(['GET', 'PUT', 'DELETE'])('%s is refused, with the methods that are taken', async (method) => {
    await start();
    const response = await fetch(server.url, { method, headers: headersFor('') });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await response.json()).toEqual({ error: 'Send deliveries with POST.' });
  });

  it('takes a content type with a charset', async () => {
    await start();
    const answer = await deliver(server, body, { 'content-type': 'Application/JSON; charset=utf-8' });
    expect(answer.status).toBe(202);
  });
});

describe('the log', () => {
  it('has one line an outcome with delivery, event and repository', async () => {
    await start();
    await deliver(server, body);
    await server.logged('stored');
    expect(server.lines).toHaveLength(1);
    const line = {
      delivery: '0b989ba4-242f-11e5-81e1-c7b6966d2516',
      event: 'push',
      repository: 'acme/checkout-service',
    };
    expect(JSON.parse(server.lines[0] ?? '')[0]).toEqual({ ...line, outcome: 'stored' });
  });

  it('never has the signature, a secret or the body', async () => {
    await start({ keep: () => Promise.reject(Object.assign(new Error('no'), { detail: body })) });
    await deliver(server, body);
    await deliver(server, body, { 'x-hub-signature-256': sign(body, 'guess') });
    await deliver(server, 'said in private');
    await server.logged('refused');
    expect(server.lines.join()).not.toMatch(/sha256=|[0-9a-f]{64}|said in private|secret in use/);
  });
});
