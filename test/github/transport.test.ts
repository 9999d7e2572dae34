/** What stands in the place of an answer is found out, without reading an answer twice. */
import nock from 'nock';
import { createBreaker } from '../../src/github/client/breaker.ts';
import { createCredentials } from '../../src/github/client/credentials.ts';
import { createTransport } from '../../src/github/client/transport.ts';

const { jest } = import.meta;
const api = 'https://api.github.com';
const now = (): Date => new Date('2026-11-23T14:00:00.000Z');

const transport = () =>
  createTransport({
    breaker: createBreaker({ now }),
    credentials: createCredentials({ now }),
    timeout: 1_000,
  });

beforeEach(() => nock.disableNetConnect());

afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
  jest.restoreAllMocks();
});

afterAll(() => nock.restore());

test('an answer is handed on without being parsed, which is done once by whoever asked', async () => {
  nock(api).get('/repos/acme/shop').reply(200, ' {"id": 100}\n', { 'content-type': 'application/json' });
  const parse = jest.spyOn(JSON, 'parse');
  const response = await transport()(`${api}/repos/acme/shop`);
  expect(parse).not.toHaveBeenCalled();
  expect(await response.json()).toEqual({ id: 100 });
});

test.each(['', '<html>Unicorn!</html>', '{"status": "ahe', '"text"', '[{"id": 1', 'null'])(
  'a success without an object or a list is no answer: %j',
  async (body) => {
    nock(api).get('/repos/acme/shop').reply(200, body, { 'content-type': 'application/json' });
    await expect(transport()(`${api}/repos/acme/shop`)).rejects.toMatchObject({
      trouble: { kind: 'unavailable' },
      effectUnknown: true,
    });
  },
);

test('a success that has nothing to say, and every refusal, may have any body', async () => {
  nock(api).delete('/repos/acme/shop/labels/x').reply(204).get('/repos/acme/shop').reply(404, 'nothing here');
  expect((await transport()(`${api}/repos/acme/shop/labels/x`, { method: 'DELETE' })).status).toBe(204);
  expect((await transport()(`${api}/repos/acme/shop`)).status).toBe(404);
});
