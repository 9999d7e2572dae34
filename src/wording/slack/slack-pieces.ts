import type { Repository } from '../../facts/repository.ts';
import { successfulDeploys } from '../../hotfix/fold/deploys.ts';
import type { Deploy, Hotfix, PullRequest } from '../../hotfix/hotfix.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { shortSha } from '../phrases/commit.ts';
import { when } from '../phrases/when.ts';
import { slackCode, slackLink } from './slack-text.ts';

/** What the messages of a hotfix have in common. */

export function slackRepository({ owner, name, url }: Repository): string {
  return slackLink(`${owner}/${name}`, url);
}

export function slackCommit(sha: string, { url }: Repository): string {
  return slackLink(shortSha(sha), `${url}/commit/${encodeURIComponent(sha)}`);
}

export function slackPull({ number, url }: Pick<PullRequest, 'number' | 'url'>): string {
  return slackLink(`#${number}`, url);
}

export function slackIncident({ name, inForce }: Situation): string {
  if (name.kind !== 'hotfix') return 'unknown (not in the branch name)';
  const { url } = inForce.policy.incidents;
  return slackLink(
    name.incident,
    url?.replaceAll('{incident}', () => encodeURIComponent(name.incident.toWellFormed())) ?? null,
  );
}

/** The last deploy that reached production; else the last that was tried. */
export function lastDeployText(hotfix: Pick<Hotfix, 'deploys'>): Deploy | null {
  return successfulDeploys(hotfix).at(-1) ?? hotfix.deploys.at(-1) ?? null;
}

/** Whether it worked, of what, to where, by whom and when. */
export function slackDeploy({ hotfix, inForce }: Situation): string {
  const deploy = lastDeployText(hotfix);
  if (!deploy) return 'none seen';
  const { sha, environment, by, state, url, finishedAt, requestedAt } = deploy;
  return [
    slackLink(deployStates[state], url),
    `, ${slackCommit(sha, hotfix.repository)}`,
    environment === null ? '' : ` to ${slackCode(environment, 60)}`,
    by ? ` by ${slackCode(by.login, 60)}` : '',
    `, ${when(finishedAt ?? requestedAt, inForce.policy.timezone)}`,
  ].join('');
}

const deployStates: Record<Deploy['state'], string> = {
  requested: 'requested',
  running: 'in progress',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** With what its checks say, where it is open. */
export function slackBackfill({ backfill, pipeline }: Situation): string {
  if (!backfill) return 'none';
  const checks =
    backfill.state === 'open' && pipeline.state !== 'unknown' ? `, checks ${pipeline.state}` : '';
  return `${slackPull(backfill)}, ${backfill.state}${checks}`;
}

export function slackDeadline({ obligation, inForce }: Situation): string {
  if (obligation.kind !== 'open' && obligation.kind !== 'discarded') return 'none (nothing owed)';
  if (!obligation.deadline) return 'not set: it starts with the first production deploy';
  return `${when(obligation.deadline, inForce.policy.timezone)}${obligation.overdue ? ', passed' : ''}`;
}

/** A link to the issue that says more, where it is there. */
export function slackIssue(hotfix: Pick<Hotfix, 'ledger'>, key: string): string | null {
  const issue = hotfix.ledger.written[key];
  return issue?.number && issue.url ? slackLink(`#${issue.number}`, issue.url) : null;
}
