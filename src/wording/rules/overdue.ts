import { successfulDeploys } from '../../hotfix/fold/deploys.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { cure } from '../breach/cure.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { deadlineText } from '../phrases/deadline.ts';
import { deployTable } from '../phrases/deploy-table.ts';
import { durationText } from '../phrases/duration.ts';
import { hotfixTitle } from '../phrases/title.ts';
import { when } from '../phrases/when.ts';
import { slackCure } from '../slack/slack-cure.ts';
import { slackNext } from '../slack/slack-next.ts';
import { lastDeployText, slackDeadline } from '../slack/slack-pieces.ts';
import { slackCode } from '../slack/slack-text.ts';
import type { ChannelText, HotfixReport } from './words.ts';

/** The deadline has passed, and the fix is not on the target. */
export const overdueWords = {
  issue: {
    title: ({ situation }: HotfixReport) => hotfixTitle('Overdue hotfix', 'branch', situation),
    open({ situation, status }: HotfixReport): string[] {
      const target = codeSpan(situation.target);
      const live = successfulDeploys(situation.hotfix).length > 0;
      const risk = live ? ' Until it is, the next regular deploy may remove the fix from production.' : '';
      return [
        `**This hotfix is past its deadline and not on ${target}.**${risk}`,
        status.state,
        `**Next:** ${status.next}`,
        // The evidence below shows the deploys.
        ...status.details.filter((detail) => detail !== deployTable(situation)),
        `This issue closes by itself when the fix is on ${target}.`,
      ];
    },
    closed({ situation }: HotfixReport): string[] {
      const allowed = `The policy allows ${durationText(situation.inForce.policy.backfill.deadline)}.`;
      return cure(situation, allowed) ?? [stillOwed(situation)];
    },
  },

  channel: {
    broken({ situation }: HotfixReport, issue: string | null): ChannelText {
      const { target, hotfix, inForce, obligation } = situation;
      const deadline = obligation.kind === 'open' && obligation.deadline;
      const since = deadline ? ` Its deadline passed on *${when(deadline, inForce.policy.timezone)}*.` : '';
      const live = lastDeployText(hotfix)?.state === 'succeeded';
      const risk = live ? ' The next regular deploy may remove the fix from production.' : '';
      return {
        headline: 'Hotfix overdue',
        state: `*The fix is not on ${slackCode(target)}.*${since}${risk}`,
        next: `${slackNext(situation)}${issue ? ` More in ${issue}.` : ''}`,
      };
    },
    cured({ situation }: HotfixReport): ChannelText {
      return (
        slackCure(situation) ?? {
          headline: 'Hotfix no longer overdue',
          state: `*The deadline was extended to ${slackDeadline(situation)}.* The fix is still owed to ${slackCode(situation.target)}.`,
          next: slackNext(situation),
        }
      );
    },
  },
};

function stillOwed(situation: Situation): string {
  return `**No longer overdue.** The fix is still owed to ${codeSpan(situation.target)}. Deadline: ${deadlineText(situation)}.`;
}
