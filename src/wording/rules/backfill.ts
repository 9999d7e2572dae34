import { addMilliseconds } from 'date-fns/addMilliseconds';
import { successfulDeploys } from '../../hotfix/fold/deploys.ts';
import { refusal } from '../../hotfix/rules/backfill.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { late, wholeDebt } from '../check-run/headline.ts';
import { codeSpan, codeSpanInCell } from '../markdown/code-span.ts';
import { mentionActor } from '../markdown/mention.ts';
import { plainText } from '../markdown/plain-text.ts';
import { facts } from '../markdown/table.ts';
import { commitLink, shortSha } from '../phrases/commit.ts';
import { deadlineText } from '../phrases/deadline.ts';
import { deployTable } from '../phrases/deploy-table.ts';
import { durationText } from '../phrases/duration.ts';
import { incidentOf } from '../phrases/incident.ts';
import { pullLink } from '../phrases/pull-request.ts';
import { hotfixTitle } from '../phrases/title.ts';
import { when } from '../phrases/when.ts';
import type { HeadlineWords, HotfixReport } from './words.ts';

/** The pull request that brings the fix to the target. */
export const backfillWords = {
  headline(situation: Situation): HeadlineWords {
    const { obligation } = situation;
    const away = obligation.kind === 'open' ? obligation.deployedOnly : null;
    const refused = refusal(situation);
    if (refused) return refusedByGitHub(situation, refused);
    return away ? deployedOnly(situation, away) : notYet(situation);
  },

  pullRequest({ situation }: HotfixReport): { title: string; paragraphs: string[] } {
    const { hotfix, target, inForce, name } = situation;
    const { policy } = inForce;
    return {
      title: hotfixTitle('Backfill', 'hotfix branch', situation),
      paragraphs: [
        `This brings the hotfix ${codeSpan(hotfix.branch)} to ${codeSpan(target)}${why(situation)}`,
        facts([
          ['Incident', incidentOf(name, policy)],
          ['Branch', codeSpanInCell(hotfix.branch)],
          ['Author', mentionActor(hotfix.startedBy)],
          ['First push', when(hotfix.startedAt, policy.timezone)],
          ['Deadline', deadlineText(situation)],
        ]),
        '### Deploys',
        deployTable(situation),
        '### Gates that the fast lane skipped',
        skippedGates(situation),
        '### Before the merge',
        checklist(situation),
        '### How it ends',
        `Merge this pull request: a merge commit, a squash and a rebase all count. If it is closed without a merge, the fix is still owed.`,
      ],
    };
  },
};

function why({ hotfix, inForce }: Situation): string {
  if (successfulDeploys(hotfix).length > 0)
    return ', so that the next regular deploy does not remove it. It shipped through the fast lane; this pull request runs the full pipeline.';
  const span = durationText(inForce.policy.backfill.openAfter);
  return `. No successful production deploy of it was seen within ${span}; if it is in production, the next regular deploy would remove it.`;
}

function skippedGates({ inForce }: Situation): string {
  const skipped = Object.entries(inForce.policy.pipeline.gates).filter(([, gate]) => !gate.keep);
  if (skipped.length === 0) return 'None: by the policy, the fast lane runs every gate.';
  return `By the policy, these run for the first time here: ${skipped.map(([gate]) => codeSpan(gate)).join(', ')}.`;
}

function checklist({ inForce, conflict }: Situation): string {
  const { draft } = inForce.policy.backfill;
  return [
    '- [ ] The full pipeline is green; failures are fixed on this branch.',
    ...(conflict.conflicts ? ['- [ ] The conflicts are resolved.'] : []),
    '- [ ] Someone other than the author has reviewed the change.',
    '- [ ] Manual changes in production are in the code, or have been undone.',
    ...(draft ? ['- [ ] The pull request is marked as ready for review.'] : []),
  ].join('\n');
}

function notYet(situation: Situation): HeadlineWords {
  const { hotfix, target, backfill } = situation;
  const deployed = successfulDeploys(hotfix).length > 0;
  const state =
    backfill?.state === 'merged'
      ? `**${pullLink(backfill)} was merged, but commits pushed after it are owed as well.** They are in production, and no pull request brings them to ${codeSpan(target)} yet.`
      : `**No pull request brings this hotfix to ${codeSpan(target)} yet.** ${progress(situation, deployed)}`;
  return {
    title: late(deployed ? `Deployed, not yet on ${target}` : `Not yet on ${target}`, situation),
    state,
    owed: wholeDebt(situation),
    next: nextStep(situation, deployed),
    details: hotfix.deploys.length > 0 ? [deployTable(situation)] : [],
  };
}

/** The branch has moved on from the commit in production, and the new content is on the target. */
function deployedOnly(
  situation: Situation,
  { sha, forced }: { sha: string; forced: boolean },
): HeadlineWords {
  const { hotfix, target } = situation;
  const commit = commitLink(sha, hotfix.repository);
  const how = forced ? 'A force push removed it from the branch' : 'A later commit on the branch reverted it';
  return {
    title: late(`Production runs ${shortSha(sha)}, which is not on ${target}`, situation),
    state: `**${commit} is in production, but its changes are neither on ${codeSpan(hotfix.branch)} nor on ${codeSpan(target)}.** ${how}. The next regular deploy will remove it.`,
    owed: `${commit} on ${codeSpan(target)}, or a deploy of its replacement`,
    next: `If its replacement is the better fix, deploy the branch or ${codeSpan(target)}. Otherwise bring ${commit} to ${codeSpan(target)} by a pull request.`,
    details: [deployTable(situation)],
  };
}

function progress({ hotfix, inForce }: Situation, deployed: boolean): string {
  const last = hotfix.laterDeploys.at(-1);
  const since = successfulDeploys(hotfix).at(-1)?.finishedAt;
  if (last?.rollback && since && last.at > since) {
    const at = when(last.at, inForce.policy.timezone);
    return `It was in production, and was rolled back on ${at} to ${commitLink(last.sha, hotfix.repository)}.`;
  }
  if (deployed) return 'It is in production.';
  switch (hotfix.deploys.at(-1)?.state) {
    case 'failed':
      return 'Its last production deploy failed.';
    case 'cancelled':
      return 'Its last production deploy was cancelled.';
    case 'running':
    case 'requested':
      return 'Its production deploy is in progress.';
    default:
      return 'No production deploy of it has been seen.';
  }
}

function nextStep({ hotfix, target, inForce, obligation }: Situation, deployed: boolean): string {
  const deploy = deployStep(hotfix.deploys.at(-1)?.state);
  const { backfill, timezone } = inForce.policy;
  if (inForce.policy.mode === 'observe') {
    return `${deployed ? 'Open' : `${deploy}, then open`} a pull request to ${codeSpan(target)}.`;
  }
  const pull = `The pull request to ${codeSpan(target)} opens by itself`;
  if (deployed) return `${pull}; get its checks green and merge it.`;
  // The time at which it opens without a deploy is long past by then, and would only confuse.
  if ('overdue' in obligation && obligation.overdue)
    return `If the fix is needed, open a pull request to ${codeSpan(target)}, get its checks green and merge it. If it was never deployed and is not needed, delete the branch.`;
  const since = obligation.kind === 'open' ? obligation.since : hotfix.startedAt;
  const latest = when(addMilliseconds(since, backfill.openAfter), timezone);
  return `${deploy}. ${pull} once the deploy has succeeded, at the latest on ${latest}.`;
}

function deployStep(last: string | undefined): string {
  switch (last) {
    case 'failed':
    case 'cancelled':
      return 'Find out why the deploy did not succeed, and deploy again';
    case 'running':
    case 'requested':
      return 'Watch the deploy until it ends';
    default:
      return 'Deploy the fix';
  }
}

function refusedByGitHub(situation: Situation, { reason, at }: { reason: string; at: Date }): HeadlineWords {
  const { target, inForce } = situation;
  const said = ` on ${when(at, inForce.policy.timezone)}: ${plainText(reason, 500)}`;
  return {
    title: late('GitHub refused to open the backfill', situation),
    state: `**GitHub refused to open the pull request to ${codeSpan(target)}**${said}`,
    owed: wholeDebt(situation),
    next: `Remove the reason and open the pull request to ${codeSpan(target)} yourself; it then becomes the backfill. It is also tried again after the next push.`,
    details: [],
  };
}
