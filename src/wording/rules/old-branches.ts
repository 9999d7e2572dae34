import { targetOf } from '../../policy/target.ts';
import { codeBlock } from '../markdown/code-block.ts';
import { codeSpan, codeSpanInCell } from '../markdown/code-span.ts';
import { shellQuote } from '../markdown/shell-quote.ts';
import { table } from '../markdown/table.ts';
import { commitLink } from '../phrases/commit.ts';
import { when } from '../phrases/when.ts';
import type { RepositoryReport } from './words.ts';

const mostRows = 100;

/** The one place that lists hotfix branches older than the App; closed when none of them is left. */
export const oldBranchesWords = {
  issue: {
    title: () => 'Hotfix branches from before hotfix-policy',
    open({ repository, situation: { old, inForce } }: RepositoryReport): string[] {
      const { policy } = inForce;
      const rows = old
        .slice(0, mostRows)
        .map(({ branch, sha, movedAt }) => [
          codeSpanInCell(branch, 120),
          commitLink(sha, repository),
          when(movedAt, policy.timezone),
        ]);
      const more = old.length - rows.length;
      const [count, were, them] =
        old.length === 1 ? ['One branch', 'was', 'it'] : [`${old.length} branches`, 'were', 'them'];
      return [
        `**${count} under ${codeSpan(policy.branches.prefix)} ${were} here before hotfix-policy.** Nothing is required for ${them}: no check, no pull request, no reminder.`,
        table(['Branch', 'Commit', 'From'], rows),
        ...(more > 0 ? [`And ${more} more.`] : []),
        `**Next:** If production runs one of them and ${codeSpan(targetOf(policy, repository))} lacks it, push to it or deploy it again: it is then a hotfix like any other. Delete the branches that are no longer needed, for example:`,
        codeBlock([`git push origin --delete ${shellQuote(old[0]?.branch ?? '')}`]),
        'This list is updated once a day. The issue closes by itself when no branch is left.',
      ];
    },
    closed: ({ situation: { inForce } }: RepositoryReport) => [
      `**Done.** No branch under ${codeSpan(inForce.policy.branches.prefix)} from before hotfix-policy is left.`,
    ],
  },
};
