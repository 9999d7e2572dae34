import { successfulDeploys } from '../../hotfix/fold/deploys.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { late, wholeDebt } from '../check-run/headline.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { addressedTo } from '../markdown/mention.ts';
import { deadlineText } from '../phrases/deadline.ts';
import { pullLink } from '../phrases/pull-request.ts';
import { when } from '../phrases/when.ts';
import type { HeadlineWords, HotfixReport } from './words.ts';

/** A person closed the backfill without a merge; it is not opened again over their head. */
export const closedUnmergedWords = {
  headline(situation: Situation): HeadlineWords {
    const { hotfix, backfill, target, inForce } = situation;
    const deployed = successfulDeploys(hotfix).length > 0;
    const pull = backfill ? pullLink(backfill) : 'The pull request';
    const at = backfill?.endedAt ? ` on ${when(backfill.endedAt, inForce.policy.timezone)}` : '';
    return {
      title: late('Backfill closed without a merge; the fix is still owed', situation),
      state: `**${pull} was closed${at} without a merge.** The fix is not on ${codeSpan(target)}, so the obligation stands.`,
      owed: wholeDebt(situation),
      next: deployed
        ? `Reopen ${pull} and merge it. Deleting the branch does not end the obligation, because the fix was deployed.`
        : `Reopen ${pull} and merge it. If the fix was never deployed and is not needed, delete the branch.`,
      details: [],
    };
  },

  comment({ situation, status: { state, next } }: HotfixReport): string[] {
    return [
      addressedTo(situation.hotfix.startedBy, state),
      `- **Deadline:** ${deadlineText(situation)}\n- **Next:** ${next}`,
    ];
  },
  heldBack: 'a comment that the obligation stands',
};
