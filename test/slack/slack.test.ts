/**
 * The connection to Slack, against a stand-in with Slack's documented rules: the outcome of each request, and the
 * waits.
 */
import { createServer } from 'node:net';
import { type DestinationStream, pino } from 'pino';
import { type SlackStandIn, startSlack } from '../../demo/slack/slack-stand-in.ts';
import type { SlackMessage } from '../../src/notify/message.ts';
import { createSlack, type Slack, type SlackSettings } from '../../src/slack/slack.ts';

const message: SlackMessage = {
  text: 'Hello',
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Hello', verbatim: true } }],
};
const clock = { at: Date.parse('2026-11-23T14:00:00Z') };
const now = (): Date => new Date(clock.at);
let slack: SlackStandIn;
let lines: Record<string, unknown>[];

beforeEach(async () => {
  slack = await startSlack({ now });
  lines = [];
});
afterEach(async () => {
  await slack.close();
  expect(slack.breaches).toEqual([]);
});

function way(kind: 'webhook' | 'bot', changes: Partial<SlackSettings> = {}, timeout = 10_000): Slack {
  const { webhookUrl: url, apiUrl, token, channel } = slack;
  const settings = kind === 'webhook' ? { kind, url } : { kind, apiUrl, token, channel };
  const to: DestinationStream = { write: (line) => void lines.push(JSON.parse(line)) };
  return createSlack({ ...settings, ...changes } as SlackSettings, { now, log: pino({}, to), timeout });
}

/** Seconds until the next request may go out. */
function wait(of: Slack): number {
  return ((of.heldUntil(now())?.getTime() ?? clock.at) - clock.at) / 1_000;
}

describe.each(['webhook', 'bot'] as const)('by %s', (kind) => {
  test('a message is taken, and the next one waits a second', async () => {
    const to = way(kind);
    const known = kind === 'bot' ? { channel: slack.channel, ts: expect.any(String) } : null;
    expect(wait(to)).toBe(0);
    expect(await to.post(message, null)).toEqual({ kind: 'taken', message: known });
    expect(wait(to)).toBe(1);
    expect(slack.messages).toMatchObject([{ text: 'Hello', threadTs: null }]);
  });

  test.each([500, 502, 503])('%i: it was not carried out', async (status) => {
    slack.inject({ status });
    const to = way(kind);
    expect(await to.post(message, null)).toEqual({ kind: 'failed', reason: `HTTP ${status}` });
    expect(to.health()).toMatchObject({ state: 'failing', reason: `HTTP ${status}`, advice: null });
  });

  test('nobody listens: it was not carried out', async () => {
    const to = way(kind);
    await slack.down();
    expect(await to.post(message, null)).toEqual({ kind: 'failed', reason: 'ECONNREFUSED' });
    await slack.up();
  });

  test.each([
    ['cut before it was done', { cut: 'before' as const }],
    ['cut after it was done', { cut: 'after' as const }],
    ['a proxy that gave up', { status: 504 }],
  ])('%s: nobody knows', async (_, fault) => {
    slack.inject(fault);
    expect(await way(kind).post(message, null)).toMatchObject({ kind: 'unknown' });
    slack.messages.length = 0;
  });

  test('no answer in time: nobody knows', async () => {
    slack.inject({ delayMs: 400 });
    const outcome = await way(kind, {}, 100).post(message, null);
    expect(outcome).toEqual({ kind: 'unknown', reason: 'no answer in time' });
  });

  test.each([
    ['17', 17],
    [undefined, 30],
    ['soon', 30],
    ['999999', 3_600],
  ])(
    '429 with Retry-After %s: nothing is sent until then, and Slack is not failing',
    async (after, seconds) => {
      slack.inject({ status: 429, ...(after ? { headers: { 'retry-after': after } } : {}) });
      const to = way(kind);
      expect(await to.post(message, null)).toEqual({ kind: 'limited', seconds });
      expect(wait(to)).toBe(seconds);
      expect(to.health().state).toBe('ok');
    },
  );

  test('after failures it waits longer each time, and first probes Slack', async () => {
    const to = way(kind);
    slack.inject({ status: 503, times: 9 });
    const waits: number[] = [];
    expect(await to.post(message, null)).toMatchObject({ kind: 'failed' });
    for (let round = 0; round < 8; round++) {
      waits.push(wait(to));
      clock.at += 1_000 * wait(to);
      expect(await to.isThere()).toBe(false);
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
    clock.at += 300_000;
    expect(await to.isThere()).toBe(true);
    expect(to.health()).toEqual({ state: 'ok', since: null, reason: null, advice: null });
    expect(slack.messages).toEqual([]);
    expect(lines.map(({ msg }) => msg)).toEqual([
      'Slack not answering; retrying for a day',
      'Slack accepts messages again',
    ]);
  });

  test('a redirect is not followed, because it would take the secret along', async () => {
    const elsewhere = createServer();
    let asked = 0;
    elsewhere.on('connection', (socket) => {
      asked += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const { port } = elsewhere.address() as { port: number };
    slack.inject({ status: 302, headers: { location: `http://127.0.0.1:${port}/` } });
    expect(await way(kind).post(message, null)).toEqual({ kind: 'refused', about: 'way', code: 'HTTP 302' });
    await new Promise((resolve) => elsewhere.close(resolve));
    expect(asked).toBe(0);
  });

  test('no reported error contains the address or the token', async () => {
    const to = way(kind);
    for (const fault of [
      { status: 503 },
      { status: 404, body: { text: slack.webhookUrl } },
      { cut: 'before' as const },
    ]) {
      slack.inject(fault);
      lines.push({ outcome: await to.post(message, null) });
    }
    await slack.down();
    lines.push({ outcome: await to.post(message, null), health: to.health() });
    await slack.up();
    const told = JSON.stringify(lines);
    expect(told).toContain('ECONNREFUSED');
    for (const secret of ['standInSecret', slack.token, 'T0STANDIN']) expect(told).not.toContain(secret);
  });
});

test.each([
  [404, 'no_service', 'way'],
  [403, 'action_prohibited', 'way'],
  [403, 'invalid_token', 'way'],
  [410, 'channel_is_archived', 'way'],
  [400, 'invalid_payload', 'message'],
  [400, 'too_many_attachments', 'message'],
])('a webhook that answers %i %s', async (status, text, about) => {
  slack.inject({ status, body: { text } });
  expect(await way('webhook').post(message, null)).toEqual({ kind: 'refused', about, code: text });
});

test.each([
  ['invalid_auth', { kind: 'refused', about: 'way', code: 'invalid_auth' }],
  ['channel_not_found', { kind: 'refused', about: 'way', code: 'channel_not_found' }],
  ['not_in_channel', { kind: 'refused', about: 'way', code: 'not_in_channel' }],
  ['invalid_blocks', { kind: 'refused', about: 'message', code: 'invalid_blocks' }],
  ['msg_too_long', { kind: 'refused', about: 'message', code: 'msg_too_long' }],
  ['message_not_found', { kind: 'refused', about: 'thread', code: 'message_not_found' }],
  ['fatal_error', { kind: 'unknown', reason: 'fatal_error' }],
  ['service_unavailable', { kind: 'failed', reason: 'service_unavailable' }],
  ['ratelimited', { kind: 'limited', seconds: 30 }],
  ['<b>not a word</b>', { kind: 'refused', about: 'way', code: 'unknown_error' }],
])('a bot that is told %s', async (error, outcome) => {
  slack.inject({ status: 200, body: { ok: false, error } });
  expect(await way('bot').post(message, null)).toEqual(outcome);
});

test('an answer that is not from Slack says nothing', async () => {
  slack.inject({ status: 200, body: { text: '<html>' } });
  expect(await way('bot').post(message, null)).toMatchObject({ kind: 'unknown' });
});

test('a refusal that people have to resolve is logged once, and rarely retried', async () => {
  const to = way('bot', { token: 'xoxb-revoked-0000' } as Partial<SlackSettings>);
  for (let times = 0; times < 3; times++) {
    await to.post(message, null);
    expect(wait(to)).toBe(900);
    clock.at += 900_000;
  }
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ level: 50, reason: 'invalid_auth' });
  expect(to.health()).toMatchObject({ state: 'refused', advice: expect.stringContaining('SLACK_BOT_TOKEN') });
});

test('a bot answers in the thread of its message, in the channel too if asked, and edits in place', async () => {
  const to = way('bot');
  const posted = await to.post(message, null);
  const first = posted.kind === 'taken' ? posted.message : null;
  if (!first) throw new Error('not taken');
  clock.at += 1_000;
  await to.post({ ...message, text: 'Quiet' }, { ...first, aloud: false });
  clock.at += 1_000;
  await to.post({ ...message, text: 'Loud' }, { ...first, aloud: true });
  await to.edit({ ...message, text: 'Changed' }, first);
  expect(slack.messages).toMatchObject([
    { text: 'Changed', threadTs: null, edits: 1 },
    { text: 'Quiet', threadTs: first.ts, aloud: false },
    { text: 'Loud', threadTs: first.ts, aloud: true },
  ]);
  expect(await to.edit(message, { ...first, ts: '1.2' })).toMatchObject({ kind: 'refused', about: 'thread' });
});

test('a clock that steps back delays nothing', async () => {
  const to = way('webhook');
  await to.post(message, null);
  clock.at -= 86_400_000;
  expect(wait(to)).toBe(0);
  clock.at += 86_400_000;
});
