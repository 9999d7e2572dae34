import { successfulDeploys } from '../../hotfix/fold/deploys.ts';
import { isClosedByPerson } from '../../hotfix/settlement/pull-request-closing.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { slackCommit, slackPull } from './slack-pieces.ts';
import { slackCode } from './slack-text.ts';

/** What to do next about a hotfix that is owed. */
export function slackNext(situation: Situation): string {
  const { backfill, obligation, hotfix, target } = situation;
  const to = slackCode(target);
  if (backfill?.state === 'open') return merging(situation, slackPull(backfill));
  if (obligation.kind === 'open' && obligation.removed)
    return `It has been reverted on ${to}. If it is still wanted, bring it back by a pull request.`;
  if (obligation.kind === 'open' && obligation.deployedOnly)
    return `Deploy what replaced ${slackCommit(obligation.deployedOnly.sha, hotfix.repository)}, or bring that to ${to} by a pull request.`;
  if (backfill && isClosedByPerson(situation))
    return `${slackPull(backfill)} was closed without a merge. Reopen and merge it.`;
  if (successfulDeploys(hotfix).length === 0)
    return `If the fix is needed, open a pull request to ${to} and merge it. If it was never deployed and is not needed, delete the branch.`;
  return obligation.kind === 'open' && obligation.overdue
    ? `Open a pull request to ${to}, get its checks green and merge it.`
    : `The pull request to ${to} opens by itself. Get its checks green and merge it.`;
}

function merging({ pipeline, conflict }: Situation, pull: string): string {
  if (conflict.conflicts) return `Resolve the conflict of ${pull}, get its checks green and merge it.`;
  switch (pipeline.state) {
    case 'failed':
      return `Checks have failed on ${pull}. Fix what they found, and merge it.`;
    case 'passed':
      return `Merge ${pull}: its full pipeline is green.`;
    case 'pending':
    case 'unknown':
      return `Get the checks of ${pull} green, and merge it.`;
  }
}
