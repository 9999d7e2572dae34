import { successfulDeploys } from '../hotfix/fold/deploys.ts';
import type { Situation } from '../hotfix/situation.ts';

export type CardTopic = 'open' | 'deployed' | 'overdue' | 'discarded' | 'done' | 'ended';

/** What the one message of a hotfix says, as things are now; `null`: things are on the move, and it stays as it is. */
export function cardTopic({ obligation, hotfix }: Situation): CardTopic | null {
  switch (obligation.kind) {
    case 'settling':
    case 'renamed':
      return null;
    case 'open':
      if (obligation.overdue) return 'overdue';
      return successfulDeploys(hotfix).length > 0 ? 'deployed' : 'open';
    case 'discarded':
      return 'discarded';
    case 'abandoned':
      return 'ended';
    case 'merged':
    case 'on-target':
    case 'nothing-to-merge':
    case 'declared':
    case 'waived':
      return 'done';
  }
}
