import { artefactKey } from '../../artefact/keys.ts';
import { markerOf } from '../../artefact/marker.ts';
import type { OldBranch } from '../../facts/old-branches.ts';
import type { Repository } from '../../facts/repository.ts';
import type { Policy } from '../../policy/policy.ts';
import { targetOf } from '../../policy/target.ts';
import { codeBlock } from '../markdown/code-block.ts';
import { codeSpan, codeSpanInCell } from '../markdown/code-span.ts';
import { bodyLimit, fit } from '../markdown/fit.ts';
import { shellQuote } from '../markdown/shell-quote.ts';
import { table } from '../markdown/table.ts';
import { commitLink } from '../phrases/commit.ts';
import { when } from '../phrases/when.ts';

const mostRows = 100;

/** The one place where hotfix branches are listed that are older than the App; closed when none of them is left. */
export function oldBranchesText(
  branches: OldBranch[],
  repository: Repository,
  policy: Policy,
): { title: string; body: string } {
  const paragraphs = [markerOf(artefactKey.oldBranches), ...content(branches, repository, policy)];
  return {
    title: 'Hotfix branches from before hotfix-policy',
    body: fit(paragraphs.join('\n\n'), bodyLimit),
  };
}

function content(branches: OldBranch[], repository: Repository, policy: Policy): string[] {
  const prefix = codeSpan(policy.branches.prefix);
  const target = codeSpan(targetOf(policy, repository));
  const [first] = branches;
  if (!first) return [`**Done.** No branch under ${prefix} from before hotfix-policy is left.`];
  const rows = branches
    .slice(0, mostRows)
    .map(({ branch, sha, movedAt }) => [
      codeSpanInCell(branch, 120),
      commitLink(sha, repository),
      when(movedAt, policy.timezone),
    ]);
  const more = branches.length - rows.length;
  const count = branches.length === 1 ? 'One branch' : `${branches.length} branches`;
  return [
    `**${count} under ${prefix} ${branches.length === 1 ? 'was' : 'were'} here before hotfix-policy.** Nothing is asked of anybody for ${branches.length === 1 ? 'it' : 'them'}: no check, no pull request, no reminder.`,
    table(['Branch', 'Commit', 'From'], rows),
    ...(more > 0 ? [`And ${more} more.`] : []),
    `**Next:** Should production run one of them and ${target} lack it, push to it or deploy it again: from then on it is a hotfix like any other. Delete those that are over, for example:`,
    codeBlock([`git push origin --delete ${shellQuote(first.branch)}`]),
    'This list is brought up to date once a day, and closes when none of them is left.',
  ];
}
