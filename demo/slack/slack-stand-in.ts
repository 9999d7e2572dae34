/** A stand-in for Slack: one channel, for a webhook and a bot. It judges every message by Slack's documented rules. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { type Fault, Faults } from '../stand-in/faults.ts';
import { judgeMessage } from './judge-message.ts';

/** A message in the channel. */
export interface SaidMessage {
  ts: string;
  text: string;
  blocks: unknown[];
  /** The message that it answers. */
  threadTs: string | null;
  /** An answer that also appears in the channel. */
  aloud: boolean;
  /** How often it was edited. */
  edits: number;
  at: Date;
}

export interface SlackStandIn {
  webhookUrl: string;
  apiUrl: string;
  token: string;
  channel: string;
  /** All messages, in order, each as it is now. */
  messages: SaidMessage[];
  /** Paths of the requests received. */
  requests: string[];
  /** How Slack's documented rules were broken. */
  breaches: string[];
  /** The headlines, in order. */
  headlines(): string[];
  inject(fault: Fault): void;
  clearFaults(): void;
  /** It does not listen before `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

const webhookPath = '/services/T0STANDIN/B0STANDIN/standInSecret0123456789ab';
const token = 'xoxb-1234567890-stand-in-secret';
const channel = 'C0HOTFIXES';
const mostBytes = 1_000_000;

interface Reply {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

export async function startSlack({
  now,
  port = 0,
}: {
  now: () => Date;
  port?: number;
}): Promise<SlackStandIn> {
  const faults = new Faults();
  const messages: SaidMessage[] = [];
  const requests: string[] = [];
  const breaches: string[] = [];
  let count = 0;
  let lastPost = new Date(0);

  function say(sent: Record<string, unknown>): SaidMessage | null {
    const wrong = judgeMessage(sent);
    const at = now();
    if (at.getTime() - lastPost.getTime() < 1_000) wrong.push('more than one message a second');
    breaches.push(...wrong);
    if (wrong.length > 0) return null;
    lastPost = at;
    count += 1;
    const ts = `${Math.floor(at.getTime() / 1_000)}.${String(count).padStart(6, '0')}`;
    const { text, blocks, thread_ts: thread = null, reply_broadcast: aloud = false } = sent;
    const said = { text, blocks, ts, threadTs: thread, aloud, edits: 0, at } as SaidMessage;
    messages.push(said);
    return said;
  }

  function webhook(sent: Record<string, unknown>): Reply {
    if (Object.keys(sent).length === 0) return { status: 400, body: 'no_text' };
    known(sent, ['text', 'blocks', 'unfurl_links', 'unfurl_media']);
    return say(sent) ? { status: 200, body: 'ok' } : { status: 400, body: 'invalid_blocks' };
  }

  function method(name: string, sent: Record<string, unknown>): object {
    if (name === 'auth.test') return { ok: true, user: 'hotfix-policy' };
    known(sent, [
      ...['channel', 'text', 'blocks', 'parse', 'link_names'],
      ...(name === 'chat.update' ? ['ts'] : ['unfurl_links', 'unfurl_media', 'thread_ts', 'reply_broadcast']),
    ]);
    if (sent.channel !== channel) return { ok: false, error: 'channel_not_found' };
    const found = messages.find(({ ts }) => ts === (name === 'chat.update' ? sent.ts : sent.thread_ts));
    if (name === 'chat.update') {
      if (!found) return { ok: false, error: 'message_not_found' };
      const wrong = judgeMessage(sent);
      breaches.push(...wrong);
      if (wrong.length > 0) return { ok: false, error: 'invalid_blocks' };
      Object.assign(found, { text: sent.text, blocks: sent.blocks, edits: found.edits + 1 });
      return { ok: true, channel, ts: found.ts };
    }
    if (sent.thread_ts !== undefined && !found) return { ok: false, error: 'thread_not_found' };
    const said = say(sent);
    return said ? { ok: true, channel, ts: said.ts } : { ok: false, error: 'invalid_blocks' };
  }

  function known(sent: Record<string, unknown>, names: string[]): void {
    const others = Object.keys(sent).filter((name) => !names.includes(name));
    if (others.length > 0) breaches.push(`not arguments of Slack: ${others.join(', ')}`);
  }

  function replyTo(request: IncomingMessage, body: string): Reply {
    const sent = JSON.parse(body) as Record<string, unknown>;
    const path = request.url ?? '';
    if (path === webhookPath) return webhook(sent);
    if (!path.startsWith('/api/')) return { status: 404, body: 'no_service' };
    const isOurs = request.headers.authorization === `Bearer ${token}`;
    const name = path.slice('/api/'.length);
    const answer = isOurs ? method(name, sent) : { ok: false, error: 'invalid_auth' };
    return { status: 200, body: JSON.stringify(answer), headers: { 'content-type': 'application/json' } };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await textOf(request)).slice(0, mostBytes);
    const path = request.url ?? '';
    requests.push(path === webhookPath ? 'webhook' : path.replace('/api/', ''));
    const fault = faults.take(request.method ?? '', path);
    // A wait that nobody is left to see the end of keeps no process alive.
    if (fault?.delayMs) await pause(fault.delayMs, undefined, { ref: false });
    if (fault?.cut === 'before') return void request.socket.destroy();
    const isRefused = fault?.status !== undefined && !fault.after;
    const reply = isRefused ? null : replyTo(request, body);
    if (fault?.cut === 'after') return void request.socket.destroy();
    const answer = fault?.status
      ? { status: fault.status, body: textOfFault(fault), headers: fault.headers }
      : reply;
    response.writeHead(answer?.status ?? 500, answer?.headers ?? {}).end(answer?.body);
  }

  const make = (): Server => createServer((request, response) => void handle(request, response));
  let server = make();
  const listen = async (on: number): Promise<number> => {
    server.listen(on, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const bound = await listen(port);
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };

  return {
    webhookUrl: `http://127.0.0.1:${bound}${webhookPath}`,
    apiUrl: `http://127.0.0.1:${bound}/api`,
    token,
    channel,
    messages,
    requests,
    breaches,
    headlines: () => messages.map(({ text }) => text.slice(0, text.indexOf(' (')).replace(/ – .*/, '')),
    inject: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    down: stop,
    async up() {
      server = make();
      await listen(bound);
    },
    close: stop,
  };
}

/** Webhooks answer with one word, methods with JSON. */
function textOfFault({ body }: Fault): string {
  const { text } = body ?? {};
  return typeof text === 'string' ? text : JSON.stringify(body ?? {});
}
