import type { Situation } from '../../hotfix/situation.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { newerHeads, outcome } from '../phrases/outcome.ts';
import { when } from '../phrases/when.ts';

/** How a breach of a hotfix ended because the hotfix did; `null`: the hotfix is still owed. */
export function cure(situation: Situation, allowed?: string): string[] | null {
  const { obligation, hotfix, inForce } = situation;
  switch (obligation.kind) {
    case 'merged':
    case 'on-target':
    case 'nothing-to-merge':
    case 'declared':
    case 'waived': {
      const words = ['**Cured.**', outcome(situation, obligation), allowed ?? '', ...newerHeads(obligation)];
      return [words.filter((sentence) => sentence !== '').join(' ')];
    }
    case 'renamed':
      return [`**Moved.** The branch is now ${codeSpan(obligation.to)}, and the fix is owed from there.`];
    case 'abandoned':
      return [
        `**Ended.** ${codeSpan(hotfix.branch)} was deleted on ${when(obligation.at, inForce.policy.timezone)}; no production deploy of it has been seen, so nothing is owed.`,
      ];
    case 'open':
    case 'settling':
    case 'discarded':
      return null;
  }
}
