import { addMinutes } from 'date-fns/addMinutes';
import type { ToldDeploy } from './commands.ts';
import type { DeployDispatched, DeploymentSeen, WorkflowRunEnded } from './fact.ts';
import type { Deploy, Hotfix, LaterDeploy } from './hotfix.ts';
import { type ProductionDeploy, rollbacksAmong, sameEnvironment } from './production-deploys.ts';

/**
 * A dispatch and a run have no id in common with the deployment that they belong to, and a dispatch has only
 * our time of receipt: they are the same attempt when they fall into its time, give or take this much.
 */
const slackMinutes = 10;

export interface DeploySignals {
  deployments: DeploymentSeen[];
  /** Ended runs of the fast lane, not of pull requests. */
  laneRuns: WorkflowRunEnded[];
  dispatches: DeployDispatched[];
}

/**
 * The deploys that the signals tell of, oldest first. The same attempt told of by a deployment, by the run that
 * made it and by the dispatch that it sent is one deploy; a second attempt at the same commit is a second one.
 */
export function foldDeploys(signals: DeploySignals): Deploy[] {
  const attempts = foldDeployments(signals.deployments);
  for (const run of signals.laneRuns) joinRun(attempts, run);
  for (const dispatch of signals.dispatches) joinDispatch(attempts, dispatch);
  return attempts.sort((a, b) => a.requestedAt.getTime() - b.requestedAt.getTime() || (a.id < b.id ? -1 : 1));
}

function foldDeployments(seen: DeploymentSeen[]): Deploy[] {
  const attempts = new Map<number, Deploy>();
  for (const fact of seen) {
    const known = attempts.get(fact.deployment);
    const state = stateOf(fact.state);
    const ended = state === 'succeeded' || state === 'failed' || state === 'cancelled';
    const attempt: Deploy = known ?? {
      id: `deployment:${fact.deployment}`,
      sha: fact.sha,
      environment: fact.environment,
      state: 'requested',
      requestedAt: new Date(fact.createdAt),
      finishedAt: null,
      by: fact.by,
      url: fact.url,
      handedTo: null,
      run: fact.run,
      rollback: false,
    };
    attempts.set(fact.deployment, attempt);
    attempt.run = attempt.run ?? fact.run;
    attempt.url = fact.url ?? attempt.url;
    if (fact.state === 'created') continue;
    // A success stays one: what comes after it (a later failure of the run's clean-up) does not take the code back.
    if (attempt.state === 'succeeded') continue;
    attempt.state = state;
    attempt.finishedAt = ended ? new Date(fact.at) : null;
  }
  return [...attempts.values()];
}

function stateOf(state: string): Deploy['state'] {
  switch (state) {
    case 'success':
      return 'succeeded';
    case 'failure':
    case 'error':
    case 'timed_out':
    case 'startup_failure':
      return 'failed';
    case 'cancelled':
    case 'skipped':
    case 'stale':
    case 'neutral':
      return 'cancelled';
    case 'in_progress':
      return 'running';
    default:
      return 'requested';
  }
}

function joinRun(attempts: Deploy[], run: WorkflowRunEnded): void {
  const startedAt = new Date(run.startedAt);
  const finishedAt = new Date(run.at);
  // The deployments of a run say more than the run itself: where and how it ended.
  const joined = attempts.some(
    (attempt) =>
      attempt.sha === run.sha &&
      attempt.id.startsWith('deployment:') &&
      (attempt.run === run.run || attempt.run === null) &&
      within(attempt.requestedAt, startedAt, finishedAt),
  );
  if (joined) return;
  attempts.push({
    id: `run:${run.run}:${run.attempt}`,
    sha: run.sha,
    environment: null,
    state: stateOf(run.conclusion),
    requestedAt: startedAt,
    finishedAt,
    by: run.by,
    url: run.url,
    handedTo: null,
    run: run.run,
    rollback: false,
  });
}

function joinDispatch(attempts: Deploy[], dispatch: DeployDispatched): void {
  const at = new Date(dispatch.at);
  const near = attempts
    .filter((attempt) => attempt.sha === dispatch.sha)
    .filter((attempt) => within(at, attempt.requestedAt, attempt.finishedAt ?? at))
    .sort((a, b) => a.requestedAt.getTime() - b.requestedAt.getTime());
  // A failed attempt is the one that sent it only where there is no other.
  const joined = near.findLast(({ state }) => state !== 'failed' && state !== 'cancelled') ?? near.at(-1);
  const attempt = joined ?? {
    id: `dispatch:${dispatch.key}`,
    sha: dispatch.sha,
    environment: dispatch.environment,
    state: 'requested' as const,
    requestedAt: at,
    finishedAt: null,
    by: dispatch.by,
    url: null,
    handedTo: null,
    run: null,
    rollback: false,
  };
  if (!joined) attempts.push(attempt);
  attempt.environment ??= dispatch.environment;
  attempt.handedTo ??= dispatch.to;
  // Nothing tells how the other side fared. The commit was handed over for production, so it counts as there,
  // even where a later step of the job that sent it failed.
  if (attempt.state !== 'succeeded') {
    attempt.state = 'succeeded';
    attempt.finishedAt = at;
  }
}

function within(moment: Date, start: Date, end: Date): boolean {
  return moment >= addMinutes(start, -slackMinutes) && moment <= addMinutes(end, slackMinutes);
}

/** Adds what people told of, unless it is told of already: some deploys leave no other trace. */
export function withTold(deploys: Deploy[], told: readonly ToldDeploy[]): Deploy[] {
  const all = [...deploys];
  for (const { command, sha, at } of told) {
    const known = all.some(
      (deploy) =>
        deploy.sha === sha &&
        deploy.state === 'succeeded' &&
        within(at, deploy.requestedAt, deploy.finishedAt ?? deploy.requestedAt),
    );
    if (known) continue;
    all.push({
      id: command.key,
      sha,
      environment: null,
      state: 'succeeded',
      requestedAt: at,
      finishedAt: at,
      by: command.by,
      url: command.url,
      handedTo: null,
      run: null,
      rollback: false,
    });
  }
  return all.sort((a, b) => a.requestedAt.getTime() - b.requestedAt.getTime() || (a.id < b.id ? -1 : 1));
}

/** Deploys that reached production, in the order in which they did. */
export function successes(hotfix: Pick<Hotfix, 'deploys'>): Deploy[] {
  return hotfix.deploys
    .filter((deploy) => deploy.state === 'succeeded')
    .sort((a, b) => (a.finishedAt?.getTime() ?? 0) - (b.finishedAt?.getTime() ?? 0));
}

/**
 * The hotfix's deploys among all those of its repository: which of them were rollbacks, and what other commits came to
 * the same environments after it. `all`: oldest first.
 */
export function amongAll(
  deploys: Deploy[],
  all: readonly ProductionDeploy[],
): { deploys: Deploy[]; laterDeploys: LaterDeploy[] } {
  const rollbacks = rollbacksAmong(all);
  const own = new Set(deploys.map(({ id }) => id));
  const idOf = ({ deployment }: ProductionDeploy): string => `deployment:${deployment}`;
  const done = successes({ deploys });
  return {
    deploys: deploys.map((deploy) => ({
      ...deploy,
      rollback: all.some((one) => idOf(one) === deploy.id && rollbacks.has(one.deployment)),
    })),
    laterDeploys: all
      .filter((one) => !own.has(idOf(one)))
      .filter((one) =>
        done.some(
          ({ environment, finishedAt }) =>
            sameEnvironment(environment, one.environment) && finishedAt !== null && finishedAt <= one.at,
        ),
      )
      .map((one) => ({ ...one, rollback: rollbacks.has(one.deployment) })),
  };
}
