import type { HotfixSummary } from '../../hotfix/hotfix-summary.ts';

/** A summary without its author, who is stored beside it as a pseudonym. */
export interface StoredSummary extends Omit<HotfixSummary, 'author'> {
  author: { bot: boolean };
}
