import type { Policy } from '../policy/policy.ts';

export type SlackEvent = Policy['notify']['slack'][number];

/** Something that Slack hears of once. */
export interface News {
  /** Stable, and the only one of its repository. */
  key: `${SlackEvent}:${string}`;
  event: SlackEvent;
  /** What it belongs to, such as a hotfix: all news of a story share one message in Slack, and its thread. */
  story: string;
  happenedAt: Date;
}

/** Why news is dropped. */
export type PassedOver =
  /** The policy does not name the event. */
  | 'not-named'
  /** It happened before anybody was to be told, or is more than a day old. */
  | 'old'
  /** Something else came of it before it could be told. */
  | 'superseded'
  /** Slack was asked, and nobody knows what came of it: it is not told twice. */
  | 'unknown'
  /** Slack does not take such a message. */
  | 'refused'
  /** Slack did not take it for a day. */
  | 'given-up';

/** News that was noticed before, and what became of it. */
export interface KnownNews {
  key: string;
  event: SlackEvent;
  state: 'due' | 'sending' | 'told' | 'passed-over';
}

/** Overdue and breach begin something that a cure ends. */
export function isOpening({ event }: Pick<News, 'event'>): boolean {
  return event === 'overdue' || event === 'breach';
}
