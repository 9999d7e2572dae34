import type { Situation } from '../../hotfix/situation.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { deadlineText } from '../phrases/deadline.ts';
import { durationText } from '../phrases/duration.ts';
import { newerHeads, outcome } from '../phrases/outcome.ts';
import { when } from '../phrases/when.ts';

/** By what a breach was cured, and when. */
export function cure(rule: string, situation: Situation): string[] {
  const { standing, hotfix, inForce, target } = situation;
  const { policy } = inForce;
  switch (standing.kind) {
    case 'merged':
    case 'on-target':
    case 'nothing-to-merge':
    case 'declared':
    case 'waived': {
      const allowed =
        rule === 'overdue' ? [`The policy allows ${durationText(policy.backfill.deadline)}.`] : [];
      return [['**Cured.**', outcome(situation, standing), ...allowed, ...newerHeads(standing)].join(' ')];
    }
    case 'renamed':
      return [`**Moved.** The branch is now ${codeSpan(standing.to)}, and what is owed is owed there.`];
    case 'abandoned':
      return [
        `**Ended.** ${codeSpan(hotfix.branch)} was deleted on ${when(standing.at, policy.timezone)}; no production deploy of it has been seen, so nothing is owed.`,
      ];
    case 'open':
    case 'settling':
    case 'discarded':
      return rule === 'discarded'
        ? [
            `**Cured.** ${codeSpan(hotfix.branch)} is there again since ${when(hotfix.createdAt, policy.timezone)}. Its content is still owed to ${codeSpan(target)}.`,
          ]
        : [
            `**No longer overdue.** The fix is still owed to ${codeSpan(target)}. Deadline: ${deadlineText(situation)}.`,
          ];
  }
}
