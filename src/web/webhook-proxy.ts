import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { backoff } from '../waiting/backoff.ts';

export interface WebhookProxyOptions {
  /** The smee channel. */
  channel: string;
  /** The address at which this server takes deliveries. */
  target: string;
  log: Logger;
  /** Milliseconds before the channel is reopened; doubled, up to a minute, while that fails. */
  firstPause?: number;
}

/**
 * For development: takes deliveries from a smee channel, because GitHub cannot reach this machine, and sends them to
 * this server as GitHub would. Signatures are checked as always.
 */
export function startWebhookProxy({ channel, target, log, firstPause = 1_000 }: WebhookProxyOptions): {
  stop(): void;
} {
  const end = new AbortController();

  async function keepOpen(): Promise<void> {
    const wait = backoff({ first: firstPause, factor: 2, longest: 60_000 });
    let failures = 0;
    while (!end.signal.aborted) {
      try {
        for await (const message of messagesOf(channel, end.signal)) {
          failures = 0;
          await forward(message, target, end.signal);
        }
      } catch (error) {
        if (!end.signal.aborted) {
          log.warn({ err: error }, 'webhook proxy failed; reconnecting');
        }
      }
      await pause(wait(failures), undefined, { signal: end.signal, ref: false }).catch(() => undefined);
      failures += 1;
    }
  }

  void keepOpen();
  log.info({ target }, 'webhook proxy started; taking deliveries from WEBHOOK_PROXY_URL');
  return { stop: () => end.abort() };
}

/** The data of each server-sent event of the channel; ends when the channel does. */
async function* messagesOf(channel: string, signal: AbortSignal): AsyncGenerator<string> {
  const response = await fetch(channel, { headers: { accept: 'text/event-stream' }, signal });
  if (!response.ok || !response.body) {
    throw new Error(`The channel answered ${response.status}.`);
  }
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text = `${text}${chunk}`.replaceAll('\r\n', '\n');
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    yield* events.map(dataOf).filter((data) => data !== '');
  }
}

function dataOf(event: string): string {
  const lines = event.split('\n').filter((line) => line.startsWith('data:'));
  return lines.map((line) => line.slice('data:'.length).trim()).join('\n');
}

/** A message holds the delivery's headers as its fields, beside `body`; others (ready, ping) hold no body. */
async function forward(message: string, target: string, signal: AbortSignal): Promise<void> {
  const { body, ...fields }: Record<string, unknown> = Object(JSON.parse(message));
  if (body === undefined) {
    return;
  }
  const headers = Object.entries(fields).filter(
    (field): field is [string, string] =>
      typeof field[1] === 'string' && /^x-(?:github|hub)-|^(?:user-agent|content-type)$/.test(field[0]),
  );
  await fetch(target, { method: 'POST', headers, body: JSON.stringify(body), signal });
}
