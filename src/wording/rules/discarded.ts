import type { Situation } from '../../hotfix/situation.ts';
import { cure } from '../breach/cure.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { commitLink, shortSha } from '../phrases/commit.ts';
import { restoreCommands } from '../phrases/git-commands.ts';
import { hotfixTitle } from '../phrases/title.ts';
import { when } from '../phrases/when.ts';
import { slackCure } from '../slack/slack-cure.ts';
import { slackNext } from '../slack/slack-next.ts';
import { slackCommit } from '../slack/slack-pieces.ts';
import { slackCode } from '../slack/slack-text.ts';
import type { ChannelText, HeadlineWords, HotfixReport } from './words.ts';

/** Production runs a commit that no branch holds. */
export const discardedWords = {
  headline(situation: Situation): HeadlineWords {
    const { hotfix, inForce, target, obligation } = situation;
    const sha = lastDeployed(situation);
    const at = obligation.kind === 'discarded' ? ` on ${when(obligation.at, inForce.policy.timezone)}` : '';
    return {
      title: 'Discarded: production runs code that no branch holds',
      state: `**Discarded.** ${codeSpan(hotfix.branch)} was deleted${at} before it was merged, but its commit ${commitLink(sha, hotfix.repository)} was deployed to production. The next regular deploy will remove the fix.`,
      owed: `the deployed commit on ${codeSpan(target)}`,
      next: `Restore the branch with the commands below, then bring it to ${codeSpan(target)} by a pull request.`,
      details: [
        restoreCommands(sha, hotfix.branch),
        'The first command fetches the commit by its ID, in case your clone lacks it.',
        ...(hotfix.lastHead === sha
          ? []
          : [
              `When the branch was deleted, its head was ${commitLink(hotfix.lastHead, hotfix.repository)}, which is not the commit that was deployed last.`,
            ]),
      ],
    };
  },

  issue: {
    title: ({ situation }: HotfixReport) => hotfixTitle('Discarded hotfix', 'branch', situation),
    open: ({ situation, status }: HotfixReport) => [
      status.state,
      `**Next:** ${status.next}`,
      ...status.details,
      `This issue closes by itself when the branch is restored or its content is on ${codeSpan(situation.target)}.`,
    ],
    closed: ({ situation }: HotfixReport) => cure(situation) ?? [restored(situation)],
  },

  channel: {
    broken({ situation }: HotfixReport, issue: string | null): ChannelText {
      const { hotfix, inForce } = situation;
      const sha = lastDeployed(situation);
      const gone = hotfix.deleted
        ? ` ${slackCode(hotfix.branch)} was deleted by ${slackCode(hotfix.deleted.by.login, 60)} on ${when(hotfix.deleted.at, inForce.policy.timezone)}.`
        : '';
      const how = issue
        ? `the commands are in ${issue}`
        : `push ${slackCode(shortSha(sha))} to a branch of that name`;
      return {
        headline: 'Hotfix discarded',
        state: `*Production runs ${slackCommit(sha, hotfix.repository)}, which no branch holds.*${gone}`,
        next: `Restore the branch: ${how}.`,
      };
    },
    cured({ situation }: HotfixReport): ChannelText {
      const { hotfix, target } = situation;
      return (
        slackCure(situation) ?? {
          headline: 'Hotfix restored',
          state: `*${slackCode(hotfix.branch)} has been restored.* The fix is still owed to ${slackCode(target)}.`,
          next: slackNext(situation),
        }
      );
    },
  },
};

/** The commit that production got last is the one to restore. */
function lastDeployed({ obligation, hotfix }: Situation): string {
  return (obligation.kind === 'discarded' ? obligation.deployed.at(-1) : null) ?? hotfix.lastHead;
}

function restored({ hotfix, inForce, target }: Situation): string {
  return `**Cured.** ${codeSpan(hotfix.branch)} was restored on ${when(hotfix.createdAt, inForce.policy.timezone)}. Its content is still owed to ${codeSpan(target)}.`;
}
