import type { HotfixSummary } from '../../hotfix/hotfix-summary.ts';

/** A summary without who its author is: that is said beside it, by a pseudonym. */
export interface StoredSummary extends Omit<HotfixSummary, 'author'> {
  author: { bot: boolean };
}
