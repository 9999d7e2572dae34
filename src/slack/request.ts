import type { SlackOutcome } from './outcome.ts';

export interface SlackRequest {
  url: string;
  headers?: Record<string, string>;
  body: object;
  /** Longest wait for the whole answer, milliseconds. */
  timeout: number;
}

export interface SlackReply {
  status: number;
  retryAfter: string | null;
  body: string;
}

/** Slack's answers are short. */
const mostRead = 10_000;

/**
 * One request, sent once. Its result never contains the address, whose path is a secret. Plain `fetch`, because
 * Slack's own packages retry by themselves and do not say whether a failed request was sent.
 */
export async function request({
  url,
  headers,
  body,
  timeout,
}: SlackRequest): Promise<SlackReply | SlackOutcome> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      body: JSON.stringify(body),
      // A redirect must not take the secret along.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    const { status } = response;
    const text = (await response.text()).slice(0, mostRead);
    return { status, retryAfter: response.headers.get('retry-after'), body: text };
  } catch (error) {
    const reason = reasonOf(error);
    return wasSent(error) ? { kind: 'unknown', reason } : { kind: 'failed', reason };
  }
}

/** The outcome by status alone; `null`: the answer has to be read. */
export function outcomeOfStatus({ status, retryAfter }: SlackReply): SlackOutcome | null {
  if (status === 429) return { kind: 'limited', seconds: secondsOf(retryAfter) };
  // Something between here and Slack timed out.
  if (status === 504) return { kind: 'unknown', reason: 'HTTP 504' };
  if (status >= 500 || status === 408) return { kind: 'failed', reason: `HTTP ${status}` };
  if (status >= 300 && status < 400) return { kind: 'refused', about: 'way', code: `HTTP ${status}` };
  return null;
}

const unsaidWait = 30;
const longestRetryAfter = 3_600;

function secondsOf(retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? Number.NaN);
  return seconds > 0 ? Math.min(Math.ceil(seconds), longestRetryAfter) : unsaidWait;
}

/** Codes of errors before the connection was made. */
const unconnected =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/;

function wasSent(error: unknown): boolean {
  const cause = Object(Object(error).cause);
  return !unconnected.test(codeOf(error)) && cause.syscall !== 'connect';
}

/** Never the message, which may contain the address. */
function reasonOf(error: unknown): string {
  return Object(error).name === 'TimeoutError' ? 'no answer in time' : codeOf(error);
}

function codeOf(error: unknown): string {
  const { code } = Object(Object(error).cause ?? error);
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : 'no answer';
}

/** Slack's reason, such as `channel_not_found`; anything else is not repeated. */
export function errorCode(text: unknown, fallback: string): string {
  return typeof text === 'string' && /^[a-z][a-z_]{1,59}$/.test(text.trim()) ? text.trim() : fallback;
}
