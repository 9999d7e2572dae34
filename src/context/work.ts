/**
 * The work that follows from what is stored: deliveries become facts, and due subjects are looked at again. The
 * queue is the store itself: a stored delivery and a subject's due time are rows, so that no promise lives only in
 * this process.
 */
import type { Logger } from 'pino';
import type { GitHub } from '../github/client/github.ts';
import type { Slack } from '../slack/slack.ts';
import type { Handle } from '../store/tables.ts';
import type { RepositoryAllowances, VerifiedNames } from './allowances.ts';
import type { PolicyReadings } from './policy-readings.ts';

export interface Work {
  db: Handle;
  github: GitHub;
  /** `null`: Slack is not set up. */
  slack: Slack | null;
  log: Logger;
  now: () => Date;
  appId: number;
  /** Organisations that the App serves; deliveries of others are ignored unread. */
  isAllowed: (owner: string) => boolean;
  /** How many days a processed delivery is kept. */
  keepDays: number;
  policyReadings: PolicyReadings;
  allowances: RepositoryAllowances;
  verifiedNames: VerifiedNames;
}
