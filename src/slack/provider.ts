import type { SlackMessage } from '../notify/message.ts';
import type { SlackOutcome } from './outcome.ts';

/** One way to a channel of Slack. Every call is one request, and never repeated by itself. */
export interface Provider {
  /** The channel, as the settings name it; `null`: messages can neither be changed nor answered. */
  channel: string | null;
  /** `under`: as an answer to that message; `aloud`: shown in the channel as well. */
  post(
    message: SlackMessage,
    under: { ts: string; channel: string; aloud: boolean } | null,
  ): Promise<SlackOutcome>;
  edit(message: SlackMessage, of: { ts: string; channel: string }): Promise<SlackOutcome>;
  /** Whether Slack answers, without anything being said. */
  probe(): Promise<SlackOutcome>;
}
