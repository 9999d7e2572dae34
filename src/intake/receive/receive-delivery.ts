/**
 * The room where deliveries come in. Two halves: receiving (verify, store, answer; this file) and reading a payload into
 * facts (pure; read-delivery.ts, one file an event). The first knows of the second only which part of a payload is read
 * (part-to-keep.ts). Whatever a delivery causes is decided elsewhere, later.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { KeptDelivery } from '../../store/deliveries.ts';
import { isHandledEvent } from '../read/handled-events.ts';
import { type BodyRoom, createBodyRoom, largestDelivery } from './body-room.ts';
import { type InTurn, inTurns } from './event-loop-batches.ts';
import type { Keep } from './keep.ts';
import { parsePayload, textOf } from './parse-payload.ts';
import { partToKeep } from './payload-projection.ts';
import { readBody } from './read-body.ts';
import { HungUp, Overload, Refusal } from './refusal.ts';
import { type IsSigned, isSignatureHeader, signedWith } from './signature.ts';

export interface IntakeOptions {
  /** The webhook secret, and while it is rotated the previous one too. */
  secrets: readonly string[];
  keep: Keep;
  now: () => Date;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** GitHub's own limit by default: it does not send what is larger. */
  maxBytes?: number;
  /** Where the bodies under way are held. */
  room?: BodyRoom;
  /** Milliseconds for a body to arrive. GitHub gives up on us after 10 s. */
  bodyTimeout?: number;
  /** Called after a new delivery was answered, so that somebody may look at once. */
  onStored?: () => void;
  /** Called with how each delivery was answered. */
  onAnswered?: (event: string | null, outcome: string) => void;
  /** Called after a delivery was refused that may be GitHub's, because it could not be stored or there was no room for it. */
  onLost?: () => void;
}

export type Intake = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

type Outcome = 'stored' | 'seen' | 'ignored' | 'pong';

/** Fields of the log line of a request. Never its signature or its body. */
interface About {
  delivery?: string;
  event?: string;
  repository?: string;
}

/**
 * The handler of the webhook path. It answers a delivery only when it is stored, and never rejects.
 * Throws at once when there is no secret to verify by.
 */
export function createIntake(options: IntakeOptions): Intake {
  const { secrets, log } = options;
  if (secrets.length === 0 || secrets.some((secret) => secret.trim() === '')) {
    throw new Error('The intake needs a webhook secret: set WEBHOOK_SECRET.');
  }
  const room = options.room ?? createBodyRoom();
  const all = { ...options, isSigned: signedWith(secrets), inTurn: inTurns(), room };
  return async (request, response) => {
    const about: About = {};
    try {
      const outcome = await receive(request, all, about);
      // A delivery seen before is answered as the first time: the sender has nothing to do differently.
      const status = outcome === 'seen' ? 'stored' : outcome;
      send(request, response, { status: outcome === 'pong' ? 200 : 202, body: { status } });
      log.info({ ...about, outcome }, 'delivery received');
      options.onAnswered?.(about.event ?? null, outcome);
      if (outcome === 'stored') tell(options);
    } catch (error) {
      if (error instanceof HungUp) {
        log.info({ ...about, outcome: 'hung-up' }, 'delivery aborted by the sender');
      } else if (error instanceof Refusal) {
        const { status, headers, message } = error;
        send(request, response, { status, headers, body: { error: message } });
        log.warn({ ...about, outcome: 'refused', status, reason: message }, 'delivery refused');
        options.onAnswered?.(about.event ?? null, 'refused');
        // It may have been GitHub's.
        if (error instanceof Overload) options.onLost?.();
      } else {
        send(request, response, {
          status: 500,
          body: { error: 'Something went wrong here. Redeliver it later.' },
        });
        log.error({ ...about, outcome: 'failed', ...described(error) }, 'delivery failed');
        options.onLost?.();
        options.onAnswered?.(about.event ?? null, 'failed');
      }
    }
  };
}

/** The delivery is stored and answered by now: whatever goes wrong here, it is found at the next look. */
function tell({ onStored, log }: IntakeOptions): void {
  try {
    onStored?.();
  } catch (error) {
    log.error(described(error), 'could not wake the worker');
  }
}

type Receiving = IntakeOptions & { isSigned: IsSigned; inTurn: InTurn; room: BodyRoom };

async function receive(request: IncomingMessage, options: Receiving, about: About): Promise<Outcome> {
  const delivery = await read(request, options, about);
  if (typeof delivery === 'string') return delivery;
  const { keep, log } = options;
  try {
    return await keep(delivery);
  } catch (error) {
    log.error({ ...about, outcome: 'not-stored', ...described(error) }, 'delivery not stored');
    options.onLost?.();
    throw new Refusal(503, 'The delivery could not be stored. Redeliver it in a minute.', {
      'retry-after': '60',
    });
  }
}

/** Apart from keeping it: who waits for the database needs neither the body nor all that it says. */
async function read(
  request: IncomingMessage,
  options: Receiving,
  about: About,
): Promise<KeptDelivery | 'pong' | 'ignored'> {
  const { isSigned, inTurn, room, now, maxBytes = largestDelivery, bodyTimeout = 8_000 } = options;
  const receivedAt = now();
  const head = readHead(request, about);
  const share = room.begin();
  try {
    const body = await readBody(request, { maxBytes, timeout: bodyTimeout, share });
    return await inTurn(body.length, () => {
      if (!isSigned(body, head.signature)) throw unsigned();
      return understood(body, { ...head, receivedAt, about });
    });
  } finally {
    share.end();
  }
}

interface Head {
  id: string;
  event: string;
  signature: string;
}

function understood(
  body: Buffer,
  { id, event, receivedAt, about }: Head & { receivedAt: Date; about: About },
): KeptDelivery | 'pong' | 'ignored' {
  const payload = parsePayload(textOf(body));
  const name = field(payload.repository, 'full_name');
  if (typeof name === 'string') about.repository = name.slice(0, 200);

  if (event === 'ping') return 'pong';
  if (!isHandledEvent(event)) return 'ignored';
  return {
    id,
    event,
    action: typeof payload.action === 'string' ? payload.action.slice(0, 100) : null,
    installation: idOf(payload.installation),
    repository: idOf(payload.repository),
    payload: JSON.stringify(partToKeep(event, payload)),
    receivedAt,
  };
}

/** Reads the headers, and checks them before a byte of the body is taken. */
function readHead(request: IncomingMessage, about: About): Head {
  const { method, headers } = request;
  if (method !== 'POST') throw new Refusal(405, 'Send deliveries with POST.', { allow: 'POST' });
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new Refusal(415, 'Set the content type of the webhook to application/json.');
  }
  const event = headers['x-github-event'];
  if (typeof event !== 'string' || !/^[a-z0-9_]{1,100}$/.test(event)) {
    throw new Refusal(400, 'Send the name of the event in X-GitHub-Event.');
  }
  about.event = event;
  const id = headers['x-github-delivery'];
  if (typeof id !== 'string' || !/^[A-Za-z0-9-]{1,100}$/.test(id)) {
    throw new Refusal(
      400,
      'Send the id of the delivery in X-GitHub-Delivery: up to 100 letters, digits and hyphens.',
    );
  }
  about.delivery = id;
  const signature = headers['x-hub-signature-256'];
  if (!isSignatureHeader(signature)) throw unsigned();
  return { id, event, signature };
}

/** One answer for a missing and a wrong signature: it tells a guesser nothing. */
function unsigned(): Refusal {
  return new Refusal(
    401,
    "The signature is missing or wrong. Set the App's webhook secret to the one in use here.",
  );
}

interface Answer {
  status: number;
  body: { status: string } | { error: string };
  headers?: Readonly<Record<string, string>>;
}

function send(request: IncomingMessage, response: ServerResponse, { status, body, headers }: Answer): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    // The rest of an unread body must not be taken for the next request.
    ...(request.complete ? {} : { connection: 'close' }),
    ...headers,
  });
  response.end(text);
}

function field(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
}

function idOf(holder: unknown): number | null {
  const id = field(holder, 'id');
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : null;
}

/** A database error also carries the row that it is about: only its name, code and message are for the log. */
function described(error: unknown): { error: string; code?: unknown } {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : typeof error;
  const code = field(error, 'code');
  return { error: text.slice(0, 300), ...(code === undefined ? {} : { code }) };
}
