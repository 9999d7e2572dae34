import { addMilliseconds } from 'date-fns/addMilliseconds';
import { successes } from '../../hotfix/fold/deploys.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { parseBranchName } from '../../policy/branch-name.ts';
import { codeBlock } from '../markdown/code-block.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { plainText } from '../markdown/plain-text.ts';
import { commitLink, shortSha } from '../phrases/commit.ts';
import { deployTable } from '../phrases/deploy-table.ts';
import { renameCommands, suggestName } from '../phrases/git-commands.ts';
import { pullLink } from '../phrases/pull-request.ts';
import { when } from '../phrases/when.ts';
import { type CheckWords, late, wholeDebt } from './check-topic.ts';

export function misnamed(situation: Situation): CheckWords {
  const { hotfix, inForce } = situation;
  const { policy } = inForce;
  const { prefix } = policy.branches;
  const suggestion = suggestName(policy, hotfix.branch.slice(prefix.length));
  const example = `${prefix}INCIDENT-123-fix-payment-timeout`;
  const valid = parseBranchName(policy, example).kind === 'hotfix';
  const newName = suggestion?.name ?? `${prefix}NEW-NAME`;
  const replace = suggestion
    ? suggestion.made
      ? `In the new name, ${codeSpan('INCIDENT-123')} stands for the ID of your incident: replace it.`
      : 'See that the new name holds the ID of your incident.'
    : `${codeSpan('NEW-NAME')} stands for a name that fits: replace it.`;
  return {
    title: 'The branch name is not valid',
    state: [
      `**The branch name ${codeSpan(hotfix.branch)} is not valid**, so it is not known which incident this hotfix belongs to.`,
      `What follows ${codeSpan(prefix)} must match the pattern below${valid ? `, as in ${codeSpan(example)}` : ''}.`,
      'It is a hotfix all the same, and owes what every hotfix owes.',
    ].join(' '),
    owed: `a valid name; then ${wholeDebt(situation)}`,
    next: 'Rename the branch with the two commands below. The deadline stays.',
    details: [
      codeBlock([policy.branches.name], ''),
      `${replace} Should your clone lack the commit, run ${codeSpan('git fetch origin')} first.`,
      renameCommands(hotfix.lastHead, hotfix.branch, newName),
      ...(situation.backfill?.state === 'open'
        ? [
            `GitHub closes ${pullLink(situation.backfill)} as the old name goes; a new pull request takes its place.`,
          ]
        : []),
    ],
  };
}

export function beforeBackfill(situation: Situation): CheckWords {
  const { hotfix, target, backfill } = situation;
  const deployed = successes(hotfix).length > 0;
  const away = situation.standing.kind === 'open' ? situation.standing.leftBehind : null;
  if (away !== null) return leftBehind(situation, away);
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

/** The branch went on from what is in production, and what took its place is on the target. */
function leftBehind(situation: Situation, { sha, forced }: { sha: string; forced: boolean }): CheckWords {
  const { hotfix, target } = situation;
  const commit = commitLink(sha, hotfix.repository);
  return {
    title: late(`Production runs ${shortSha(sha)}, which is not on ${target}`, situation),
    state: `**${commit} is in production, and neither ${codeSpan(hotfix.branch)} nor ${codeSpan(target)} has what it changed.** ${forced ? 'The branch was moved away from it by force' : 'A later commit of the branch took it back'}. The next normal deploy takes it away again.`,
    owed: `${commit} on ${codeSpan(target)}, or a deploy of what took its place`,
    next: `If what took its place is the better fix, deploy that, or ${codeSpan(target)}. Else bring ${commit} to ${codeSpan(target)} by a pull request.`,
    details: [deployTable(situation)],
  };
}

function progress({ hotfix, inForce }: Situation, deployed: boolean): string {
  const last = hotfix.laterDeploys.at(-1);
  const since = successes(hotfix).at(-1)?.finishedAt;
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
      return 'Its production deploy is under way.';
    default:
      return 'No production deploy of it has been seen.';
  }
}

function nextStep({ hotfix, target, inForce, standing }: Situation, deployed: boolean): string {
  const deploy = deployStep(hotfix.deploys.at(-1)?.state);
  const { backfill, timezone } = inForce.policy;
  if (inForce.policy.mode === 'observe') {
    return `${deployed ? 'Open' : `${deploy}, then open`} a pull request to ${codeSpan(target)}.`;
  }
  const pull = `The pull request to ${codeSpan(target)} opens by itself`;
  if (deployed) return `${pull}; get its checks green and merge it.`;
  // The time at which it opens without a deploy is long past by then: to name it would only puzzle.
  if ('overdue' in standing && standing.overdue)
    return `If the fix is needed, open a pull request to ${codeSpan(target)}, get its checks green and merge it. If it was never deployed and is not needed, delete the branch.`;
  const since = standing.kind === 'open' ? standing.since : hotfix.startedAt;
  const latest = when(addMilliseconds(since, backfill.openAfter), timezone);
  return `${deploy}. ${pull} once that has succeeded, at the latest on ${latest}.`;
}

function deployStep(last: string | undefined): string {
  switch (last) {
    case 'failed':
    case 'cancelled':
      return 'See why the deploy did not succeed, and deploy again';
    case 'running':
    case 'requested':
      return 'See the deploy through';
    default:
      return 'Deploy the fix';
  }
}

/** A person closed it, and it is not opened again over their head. */
export function backfillClosed(situation: Situation): CheckWords {
  const { hotfix, backfill, target, inForce } = situation;
  const deployed = successes(hotfix).length > 0;
  const pull = backfill ? pullLink(backfill) : 'The pull request';
  const at = backfill?.endedAt ? ` on ${when(backfill.endedAt, inForce.policy.timezone)}` : '';
  return {
    title: late('Backfill closed without a merge; the fix is still owed', situation),
    state: `**${pull} was closed${at} without a merge.** The fix is not on ${codeSpan(target)}, so the obligation stands.`,
    owed: wholeDebt(situation),
    next: deployed
      ? `Reopen ${pull} and merge it. As the fix was deployed, deleting the branch does not end this.`
      : `Reopen ${pull} and merge it. If the fix was never deployed and is not needed, delete the branch.`,
    details: [],
  };
}

export function backfillRefused(situation: Situation): CheckWords {
  const { hotfix, target, inForce } = situation;
  const [, refused] =
    Object.entries(hotfix.refused)
      .filter(([key]) => key.startsWith('backfill:'))
      .sort(([, a], [, b]) => a.at.getTime() - b.at.getTime())
      .at(-1) ?? [];
  const reason = refused
    ? ` on ${when(refused.at, inForce.policy.timezone)}: ${plainText(refused.reason, 500)}`
    : '.';
  return {
    title: late('GitHub refused to open the backfill', situation),
    state: `**GitHub refused to open the pull request to ${codeSpan(target)}**${reason}`,
    owed: wholeDebt(situation),
    next: `Remove the reason and open the pull request to ${codeSpan(target)} by hand; it is then taken as the backfill. After the next push it is tried again.`,
    details: [],
  };
}
