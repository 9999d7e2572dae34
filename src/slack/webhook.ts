import type { SlackOutcome } from './outcome.ts';
import type { Provider } from './provider.ts';
import { errorCode, outcomeOfStatus, request, type SlackReply } from './request.ts';

export interface WebhookOptions {
  url: string;
  /** Longest wait for an answer, milliseconds. */
  timeout: number;
}

/** An incoming webhook: it accepts messages for one channel, and returns no ids. */
export function createWebhook({ url, timeout }: WebhookOptions): Provider {
  const send = async (body: object): Promise<SlackOutcome> => {
    const answer = await request({ url, body, timeout });
    return 'kind' in answer ? answer : (outcomeOfStatus(answer) ?? outcomeOf(answer));
  };
  return {
    channel: null,
    post: (message) => send({ ...message, ...quiet }),
    edit: () => Promise.resolve({ kind: 'refused', about: 'thread', code: 'not_of_a_webhook' }),
    async probe() {
      // It is refused without a text: that is an answer.
      const outcome = await send({});
      const isAnswer = outcome.kind === 'refused' && outcome.about === 'message';
      return isAnswer ? { kind: 'taken', message: null } : outcome;
    },
  };
}

/** No preview of links. */
const quiet = { unfurl_links: false, unfurl_media: false };

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors */
function outcomeOf({ status, body }: SlackReply): SlackOutcome {
  if (status < 300) return { kind: 'taken', message: null };
  const code = errorCode(body, `HTTP ${status}`);
  return { kind: 'refused', about: status === 400 || status === 413 ? 'message' : 'way', code };
}
