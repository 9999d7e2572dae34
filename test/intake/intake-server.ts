import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { createIntake, type IntakeOptions } from '../../src/intake/receive/receive-delivery.ts';
import type { KeptDelivery } from '../../src/store/deliveries.ts';

export const secret = 'the secret in use';
export const receivedAt = new Date('2026-03-02T10:00:00.000Z');

/** A real server on a free port with the intake behind it, and what came through to it. */
export interface IntakeServer {
  url: string;
  port: number;
  kept: KeptDelivery[];
  /** Log lines as JSON, to look for what must not be in them. */
  lines: string[];
  /** Resolves when a log line with the outcome has been written. */
  logged(outcome: string): Promise<void>;
  close(): Promise<void>;
}

export async function startIntake(options: Partial<IntakeOptions> = {}): Promise<IntakeServer> {
  const kept: KeptDelivery[] = [];
  const lines: string[] = [];
  const write = (...line: unknown[]) => void lines.push(JSON.stringify(line));
  const intake = createIntake({
    secrets: [secret],
    keep: async (delivery) => {
      if (kept.some(({ id }) => id === delivery.id)) return 'seen';
      kept.push(delivery);
      return 'stored';
    },
    now: () => receivedAt,
    log: { info: write, warn: write, error: write },
    ...options,
  });
  const server: Server = createServer((request, response) => void intake(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/api/github/webhooks`,
    port,
    kept,
    lines,
    async logged(outcome) {
      while (!lines.some((line) => line.includes(`"outcome":"${outcome}"`))) await setImmediate();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function sign(body: string | Buffer, key = secret): string {
  return `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
}

/** Headers of a delivery as GitHub sends them; a `null` leaves one out. */
export function headersFor(
  body: string | Buffer,
  changes: Record<string, string | null> = {},
): Record<string, string> {
  const headers: Record<string, string | null> = {
    'content-type': 'application/json',
    'x-github-event': 'push',
    'x-github-delivery': '0b989ba4-242f-11e5-81e1-c7b6966d2516',
    'x-hub-signature-256': sign(body),
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

export async function deliver(
  { url }: IntakeServer,
  body: string | Buffer,
  changes: Record<string, string | null> = {},
): Promise<{ status: number; headers: Headers; body: unknown; text: string }> {
  const headers = headersFor(body, changes);
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text), text };
}

/** A client that says exactly what the test wants, and hears everything until the connection ends. */
export function rawClient({ port }: IntakeServer): { socket: Socket; heard: Promise<string> } {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (part) => {
    text += part.toString();
  });
  const heard = new Promise<string>((resolve) => {
    socket.on('close', () => resolve(text));
    socket.on('error', () => resolve(text));
  });
  return { socket, heard };
}

/** The head of a request for {@link rawClient}. */
export function rawHead(headers: Record<string, string>): string {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}`);
  return `POST /api/github/webhooks HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}
