import { z } from 'zod';
import type { SlackOutcome } from './outcome.ts';
import type { Provider } from './provider.ts';
import { errorCode, outcomeOfStatus, request, type SlackReply } from './request.ts';

export interface BotOptions {
  /** Slack's Web API, without a slash at the end. */
  apiUrl: string;
  token: string;
  channel: string;
  /** Longest wait for an answer, milliseconds. */
  timeout: number;
}

/** A bot of a Slack app: it can edit its messages, and answer in their threads. */
export function createBot({ apiUrl, token, channel, timeout }: BotOptions): Provider {
  const call = async (method: string, body: object): Promise<SlackOutcome> => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await request({ url: `${apiUrl}/${method}`, headers, body, timeout });
    return 'kind' in answer ? answer : (outcomeOfStatus(answer) ?? outcomeOf(answer));
  };
  return {
    channel,
    post(message, under) {
      const thread = under ? { thread_ts: under.ts, reply_broadcast: under.aloud } : {};
      const to = under?.channel ?? channel;
      // Text that looks like a link or a mention stays text.
      const plain = { parse: 'none', link_names: false, unfurl_links: false, unfurl_media: false };
      return call('chat.postMessage', { channel: to, ...message, ...plain, ...thread });
    },
    edit: (message, { channel: of, ts }) =>
      call('chat.update', { channel: of, ts, ...message, parse: 'none', link_names: false }),
    probe: () => call('auth.test', {}),
  };
}

const said = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  channel: z.string().optional(),
  ts: z.string().optional(),
});

function outcomeOf({ status, body }: SlackReply): SlackOutcome {
  const parsed = said.safeParse(asJson(body));
  if (!parsed.success) {
    return status >= 400
      ? { kind: 'refused', about: 'way', code: `HTTP ${status}` }
      : { kind: 'unknown', reason: 'not an answer from Slack' };
  }
  const { ok, error, channel, ts } = parsed.data;
  if (ok) return { kind: 'taken', message: channel && ts ? { channel, ts } : null };
  const code = errorCode(error, 'unknown_error');
  switch (code) {
    case 'ratelimited':
    case 'rate_limited':
      return { kind: 'limited', seconds: 30 };
    case 'service_unavailable':
    case 'request_timeout':
    case 'team_added_to_org':
      return { kind: 'failed', reason: code };
    // Slack says that after these, part of it may have been done.
    case 'internal_error':
    case 'fatal_error':
      return { kind: 'unknown', reason: code };
    default:
      return { kind: 'refused', about: aboutOf(code), code };
  }
}

/** https://docs.slack.dev/reference/methods/chat.postMessage and chat.update: errors about the message alone. */
const ofMessage =
  /^(?:invalid_blocks(?:_format)?|msg_too_long|msg_blocks_too_long|no_text|invalid_arguments|invalid_json|json_not_object|too_many_attachments|metadata_\w+)$/;
const ofThread =
  /^(?:message_not_found|thread_not_found|cant_update_message|edit_window_closed|cannot_reply_to_message|restricted_action_thread_locked)$/;

function aboutOf(code: string): 'message' | 'thread' | 'way' {
  if (ofMessage.test(code)) return 'message';
  return ofThread.test(code) ? 'thread' : 'way';
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
