/** A message as Slack takes it: blocks for people to see, and the text for notifications and screen readers. */
export interface SlackMessage {
  text: string;
  blocks: SlackBlock[];
}

export type SlackBlock =
  | { type: 'header'; text: PlainText }
  | { type: 'section'; text: Mrkdwn }
  | { type: 'section'; fields: Mrkdwn[] };

export interface PlainText {
  type: 'plain_text';
  text: string;
  /** `:fire:` in the name of a branch is no picture. */
  emoji: false;
}

export interface Mrkdwn {
  type: 'mrkdwn';
  text: string;
  /** Slack makes no links and mentions of what only looks like some. */
  verbatim: true;
}
