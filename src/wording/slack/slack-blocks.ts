import type { Mrkdwn, SlackMessage } from '../../notify/message.ts';
import {
  fieldLimit,
  headerLimit,
  sectionLimit,
  slackAddress,
  slackEscape,
  slackWithin,
  slackWords,
  textLimit,
} from './slack-text.ts';

/** What a message says; `title` is plain, the others are mrkdwn that is safe already. */
export interface SlackWords {
  title: string;
  /** What happened, and how it stands. */
  state: string;
  /** Where, who and when, by their names; at most ten. */
  facts: [name: string, value: string][];
  next: string;
}

/** Slack takes no more of them in one section. */
const mostFields = 10;

/**
 * A headline, what is so, the facts side by side, and what to do. There are no buttons: Slack marks one that opens a page
 * with a warning, unless a server answers the click.
 */
export function slackMessage({ title, state, facts, next }: SlackWords, where: string): SlackMessage {
  const headline = slackEscape(title, headerLimit);
  const fields = facts.slice(0, mostFields).map(([name, value]) => mrkdwn(`*${name}*\n${value}`, fieldLimit));
  const todo = `*Next:* ${next}`;
  const page = slackAddress(next) ?? slackAddress(state);
  const words = [`${headline} (${slackEscape(where, 200)}).`, slackWords(state), slackWords(todo)];
  const text = [...words, ...(page === null ? [] : [page])].join(' ');
  return {
    text: slackWithin(text, textLimit),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: headline, emoji: false } },
      { type: 'section', text: mrkdwn(state, sectionLimit) },
      ...(fields.length > 0 ? [{ type: 'section' as const, fields }] : []),
      { type: 'section', text: mrkdwn(todo, sectionLimit) },
    ],
  };
}

function mrkdwn(text: string, limit: number): Mrkdwn {
  return { type: 'mrkdwn', text: slackWithin(text, limit), verbatim: true };
}
