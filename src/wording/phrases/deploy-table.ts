import { deployId, isHandedOver } from '../../hotfix/fold/deploy-id.ts';
import type { Deploy, LaterDeploy } from '../../hotfix/hotfix.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { codeSpanInCell } from '../markdown/code-span.ts';
import { link } from '../markdown/link.ts';
import { table } from '../markdown/table.ts';
import { commitLink } from './commit.ts';
import { when } from './when.ts';

const mostRows = 20;

const outcome: Record<Deploy['state'], string> = {
  requested: 'requested',
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** The production deploys, oldest first; a sentence where there are none. */
export function deployTable(situation: Situation): string {
  const { deploys } = situation.hotfix;
  if (deploys.length === 0) return 'No production deploy of this hotfix has been seen.';
  return tableOf(allDeploys(situation), situation);
}

/** Deploys that are missing in the body of the pull request, which was written when it was opened. `null`: none. */
export function laterDeployTable(situation: Situation, openedAt: Date): string | null {
  const later = allDeploys(situation).filter(
    ({ requestedAt, finishedAt }) => requestedAt > openedAt || (finishedAt !== null && finishedAt > openedAt),
  );
  return later.length > 0 ? tableOf(later, situation) : null;
}

function allDeploys({ hotfix: { deploys, laterDeploys } }: Situation): Deploy[] {
  const rollbacks = laterDeploys.filter(({ rollback }) => rollback).map(asDeploy);
  return [...deploys, ...rollbacks].sort((a, b) => a.requestedAt.getTime() - b.requestedAt.getTime());
}

function tableOf(all: Deploy[], { hotfix, inForce }: Situation): string {
  const { repository } = hotfix;
  const { timezone } = inForce.policy;
  const rows = all
    .slice(-mostRows)
    .map((deploy) => [
      link(inWord(deploy), deploy.url),
      commitLink(deploy.sha, repository),
      place(deploy),
      when(deploy.requestedAt, timezone),
      deploy.finishedAt && !isHandedOver(deploy) ? when(deploy.finishedAt, timezone) : '–',
      deploy.by ? codeSpanInCell(deploy.by.login) : '–',
    ]);
  const header = ['Deploy', 'Commit', 'Environment', 'Requested', 'Ended', 'By'];
  const left = all.length - rows.length;
  return `${table(header, rows)}${left > 0 ? `\n\n${left} earlier ones are not shown.` : ''}`;
}

/** Another commit that was there before the hotfix, and is there again. */
function asDeploy({ deployment, at, ref: _, ...rest }: LaterDeploy): Deploy {
  return {
    ...rest,
    id: deployId.deployment(deployment),
    state: 'succeeded',
    requestedAt: at,
    finishedAt: at,
    handedTo: null,
    run: null,
  };
}

function inWord(deploy: Deploy): string {
  if (isHandedOver(deploy)) return 'handed over';
  return deploy.rollback ? `rollback, ${outcome[deploy.state]}` : outcome[deploy.state];
}

function place({ environment, handedTo }: Deploy): string {
  const name = environment === null ? 'production' : codeSpanInCell(environment, 60);
  return handedTo === null ? name : `${name}, handed to ${codeSpanInCell(handedTo)}`;
}
