import type { SlackMessage } from '../notify/message.ts';
import type { SlackOutcome } from './outcome.ts';

/** A connection to one Slack channel. Every call is one request, never repeated by itself. */
export interface Provider {
  /** The channel in the settings; `null`: messages can be neither edited nor answered. */
  channel: string | null;
  /** `under`: as an answer to that message; `aloud`: in the channel too. */
  post(
    message: SlackMessage,
    under: { ts: string; channel: string; aloud: boolean } | null,
  ): Promise<SlackOutcome>;
  edit(message: SlackMessage, of: { ts: string; channel: string }): Promise<SlackOutcome>;
  /** Whether Slack answers; nothing is posted. */
  probe(): Promise<SlackOutcome>;
}
