import type { HotfixSummary } from '../hotfix/hotfix-summary.ts';

/** States of a hotfix that is owed. */
export const openStates: readonly HotfixSummary['state'][] = ['open', 'overdue', 'discarded'];

export function isOpen(state: HotfixSummary['state']): boolean {
  return openStates.includes(state);
}
