import type { Situation, Standing } from '../../hotfix/situation.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { commitLink, shortSha } from '../phrases/commit.ts';
import { restoreCommands } from '../phrases/git-commands.ts';
import { foundSince, newerHeads, outcome } from '../phrases/outcome.ts';
import { pullLink } from '../phrases/pull-request.ts';
import { lastDeployed } from '../phrases/restore.ts';
import { when } from '../phrases/when.ts';
import { type CheckWords, nothingOwed } from './check-topic.ts';

type Done = Extract<Standing, { newerHeads: number }>;

export function doneText(situation: Situation, standing: Done): CheckWords {
  const newer = newerHeads(standing);
  const titles: Record<Done['kind'], string> = {
    merged: standing.kind === 'merged' ? `Done: merged by #${standing.pull.number}` : '',
    'on-target': `Done: on ${situation.target}`,
    'nothing-to-merge': `Done: nothing to merge into ${situation.target}`,
    declared: standing.kind === 'declared' ? `Done: declared by ${standing.by.login}` : '',
    waived: standing.kind === 'waived' ? `Waived by ${standing.by.login}` : '',
  };
  return {
    title: titles[standing.kind],
    state: [
      `**${standing.kind === 'waived' ? 'Waived' : 'Done'}.** ${outcome(situation, standing)}`,
      ...newer,
    ].join(' '),
    owed: nothingOwed,
    next: next(situation, standing),
    details: [],
  };
}

function next(situation: Situation, standing: Done): string {
  const target = codeSpan(situation.target);
  if ((standing.kind === 'declared' || standing.kind === 'waived') && situation.backfill?.state === 'open')
    return `Close ${pullLink(situation.backfill)}: as long as it is open, this check keeps it from being merged by mistake.`;
  if (standing.newerHeads > 0)
    return `If the newer commits are wanted, bring them to ${target} by a pull request; else delete the branch.`;
  if (standing.kind === 'merged' && foundSince(situation, standing)?.kind === 'unclear')
    return `See that the fix is still on ${target}; where it is not, bring it back by a pull request.`;
  return 'Nothing to do; the branch is no longer needed.';
}

export function abandoned({ hotfix, inForce }: Situation, at: Date): CheckWords {
  return {
    title: 'Abandoned: never deployed',
    state: `**Abandoned.** ${codeSpan(hotfix.branch)} was deleted on ${when(at, inForce.policy.timezone)}, and no production deploy of it has been seen.`,
    owed: nothingOwed,
    next: 'Nothing to do. If the branch is pushed again, it is owed again.',
    details: [],
  };
}

export function discarded(
  situation: Situation,
  standing: Extract<Standing, { kind: 'discarded' }>,
): CheckWords {
  const { hotfix, inForce, target } = situation;
  const sha = lastDeployed(standing);
  return {
    title: 'Discarded: production runs code that no branch holds',
    state: `**Discarded.** ${codeSpan(hotfix.branch)} was deleted on ${when(standing.at, inForce.policy.timezone)} before its merge, but ${commitLink(sha, hotfix.repository)} of it was deployed to production. The next normal deploy takes the fix away again.`,
    owed: `the deployed commit on ${codeSpan(target)}`,
    next: `Restore the branch with the commands below, then bring it to ${codeSpan(target)} by a pull request.`,
    details: [
      restoreCommands(sha, hotfix.branch),
      'The first command is for a clone that lacks the commit; GitHub hands it out by its ID.',
      ...(hotfix.lastHead === sha
        ? []
        : [
            `When it was deleted, the branch was at ${commitLink(hotfix.lastHead, hotfix.repository)}, which was not the last to be deployed.`,
          ]),
    ],
  };
}

/** By the head that came next and not by the newest: what is said of one commit need not change with every push. */
export function superseded({ hotfix }: Situation, sha: string): CheckWords {
  const { branch, repository, heads, lastHead } = hotfix;
  const next = heads[heads.findLastIndex((head) => head.sha === sha) + 1]?.sha ?? lastHead;
  return {
    title: `Superseded by ${shortSha(next)}`,
    state: `**Superseded.** ${codeSpan(branch)} has moved on to ${commitLink(next, repository)}.`,
    owed: nothingOwed,
    next: 'Look at the check of the newest commit; it has the deadline and what is still owed.',
    details: [],
  };
}
