/**
 * The work that follows from what is stored: deliveries become facts, and subjects whose time has come are looked
 * at again. The queue is the store itself: a stored delivery and a subject's due time are rows, so that nothing
 * that was promised lives only in this process.
 */
import type { Logger } from 'pino';
import type { GitHub } from '../github/client/github.ts';
import type { Slack } from '../slack/slack.ts';
import type { Handle } from '../store/tables.ts';
import type { PolicyReadings } from './policy-readings.ts';

export interface Work {
  db: Handle;
  github: GitHub;
  /** `null`: there is no way to Slack. */
  slack: Slack | null;
  log: Logger;
  now: () => Date;
  appId: number;
  /** Organisations that the App serves; deliveries of others are put aside unread. */
  isAllowed: (owner: string) => boolean;
  /** For how many days a delivery that was worked on is kept. */
  keepDays: number;
  policyReadings: PolicyReadings;
}
