import type { Situation } from '../../hotfix/situation.ts';
import { parseBranchName } from '../../policy/branch-name.ts';
import { wholeDebt } from '../check-run/headline.ts';
import { codeBlock } from '../markdown/code-block.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { renameCommands, suggestName } from '../phrases/git-commands.ts';
import { pullLink } from '../phrases/pull-request.ts';
import type { HeadlineWords } from './words.ts';

/** The branch name does not follow the policy's pattern. */
export const misnamedWords = {
  headline(situation: Situation): HeadlineWords {
    const { hotfix, inForce, target } = situation;
    const { policy } = inForce;
    const { prefix } = policy.branches;
    const suggestion = suggestName(policy, hotfix.branch.slice(prefix.length));
    const example = `${prefix}INCIDENT-123-fix-payment-timeout`;
    const valid = parseBranchName(policy, example).kind === 'hotfix';
    const newName = suggestion?.name ?? `${prefix}NEW-NAME`;
    return {
      title: 'The branch name is not valid',
      state: [
        `**The branch name ${codeSpan(hotfix.branch)} is not valid**, so the incident of this hotfix is unknown.`,
        `The part after ${codeSpan(prefix)} must match the pattern below${valid ? `, as in ${codeSpan(example)}` : ''}.`,
        `It is still a hotfix and must reach ${codeSpan(target)} by the deadline.`,
      ].join(' '),
      owed: `a valid name; then ${wholeDebt(situation)}`,
      next: 'Rename the branch with the two commands below. The deadline stays.',
      details: [
        codeBlock([policy.branches.name], ''),
        `${whatToReplace(suggestion)} If your clone lacks the commit, run ${codeSpan('git fetch origin')} first.`,
        renameCommands(hotfix.lastHead, hotfix.branch, newName),
        ...(situation.backfill?.state === 'open'
          ? [
              `GitHub closes ${pullLink(situation.backfill)} when the old name is deleted; a new pull request takes its place.`,
            ]
          : []),
      ],
    };
  },
};

function whatToReplace(suggestion: ReturnType<typeof suggestName>): string {
  if (!suggestion) return `Replace ${codeSpan('NEW-NAME')} with a valid name.`;
  return suggestion.made
    ? `In the new name, replace ${codeSpan('INCIDENT-123')} with the ID of your incident.`
    : 'Check that the new name holds the ID of your incident.';
}
