import type { DeployDispatched, DeploymentSeen, WorkflowRunEnded } from '../../facts/fact.ts';
import { sameDeployTolerance } from '../../waiting/timings.ts';
import type { ReportedDeploy } from '../commands/accepted-commands.ts';
import type { Deploy, Hotfix, LaterDeploy } from '../hotfix.ts';
import { nameOfEnvironment, type ProductionDeploy, rollbacksAmong } from '../production-deploys.ts';
import { deployId } from './deploy-id.ts';

export interface DeploySignals {
  deployments: DeploymentSeen[];
  /** Ended runs of the fast lane, not of pull requests. */
  laneRuns: WorkflowRunEnded[];
  dispatches: DeployDispatched[];
}

/**
 * The deploys behind the signals, oldest first. A deployment, the run that made it and the dispatch that it sent are
 * one deploy; a second attempt at the same commit is a second deploy.
 */
export function foldDeploys(signals: DeploySignals): Deploy[] {
  const deployments = foldDeployments(signals.deployments);
  const attempts = [...deployments, ...runsApart(deployments, signals.laneRuns)];
  return joinDispatches(attempts, signals.dispatches).sort(
    (a, b) => a.requestedAt.getTime() - b.requestedAt.getTime() || (a.id < b.id ? -1 : 1),
  );
}

function foldDeployments(seen: DeploymentSeen[]): Deploy[] {
  const attempts = new Map<number, Deploy>();
  for (const fact of seen) {
    const known = attempts.get(fact.deployment);
    const state = stateOf(fact.state);
    const ended = state === 'succeeded' || state === 'failed' || state === 'cancelled';
    const attempt: Deploy = known ?? {
      id: deployId.deployment(fact.deployment),
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
    // A success stays one: a later failure (of the run's clean-up) does not undo the deploy.
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

/** Runs that made no deployment: a deployment says more than its run, such as where and how it ended. */
function runsApart(deployments: Deploy[], runs: WorkflowRunEnded[]): Deploy[] {
  const madeBy = Map.groupBy(deployments, ({ sha, run }) => `${sha} ${run}`);
  return runs.map(attemptOfRun).filter(({ sha, run, requestedAt, finishedAt }) => {
    const its = [run, null].flatMap((maker) => madeBy.get(`${sha} ${maker}`) ?? []);
    return !its.some((one) => within(one.requestedAt, requestedAt, finishedAt));
  });
}

/** A run that waits for somebody to approve it has ended, without a deploy. */
function endOf(conclusion: string): Deploy['state'] {
  const state = stateOf(conclusion);
  return state === 'requested' || state === 'running' ? 'failed' : state;
}

function attemptOfRun(run: WorkflowRunEnded): Deploy & { finishedAt: Date } {
  return {
    id: deployId.run(run.run, run.attempt),
    sha: run.sha,
    environment: null,
    state: endOf(run.conclusion),
    requestedAt: new Date(run.startedAt),
    finishedAt: new Date(run.at),
    by: run.by,
    url: run.url,
    handedTo: null,
    run: run.run,
    rollback: false,
  };
}

/** Joins dispatches to the attempts that sent them. Oldest first: an attempt that is over at one is over at the next. */
function joinDispatches(attempts: Deploy[], dispatches: DeployDispatched[]): Deploy[] {
  const current = Map.groupBy(attempts, ({ sha }) => sha);
  const all = [...attempts];
  for (const dispatch of dispatches) {
    const at = new Date(dispatch.at);
    const its = (current.get(dispatch.sha) ?? []).filter(({ finishedAt }) => !isOver(finishedAt ?? at, at));
    current.set(dispatch.sha, its);
    const joined = attemptAt(at, its);
    const attempt = joined ?? attemptOfDispatch(dispatch);
    if (!joined) {
      its.push(attempt);
      all.push(attempt);
    }
    attempt.environment ??= dispatch.environment;
    attempt.handedTo ??= dispatch.to;
    // How the deploy ended elsewhere is unknown. The commit was handed over for production, so it counts as deployed
    // even if a later step of the job that sent it failed.
    if (attempt.state !== 'succeeded') {
      attempt.state = 'succeeded';
      attempt.finishedAt = at;
    }
  }
  return all;
}

/** The attempt that sent a dispatch; a failed one only where there is no other. */
function attemptAt(at: Date, attempts: Deploy[]): Deploy | null {
  const near = attempts
    .filter((attempt) => within(at, attempt.requestedAt, attempt.finishedAt ?? at))
    .sort((a, b) => a.requestedAt.getTime() - b.requestedAt.getTime());
  return near.findLast(({ state }) => state !== 'failed' && state !== 'cancelled') ?? near.at(-1) ?? null;
}

function attemptOfDispatch(dispatch: DeployDispatched): Deploy {
  return {
    id: deployId.handedOver(dispatch.key),
    sha: dispatch.sha,
    environment: dispatch.environment,
    state: 'requested',
    requestedAt: new Date(dispatch.at),
    finishedAt: null,
    by: dispatch.by,
    url: null,
    handedTo: null,
    run: null,
    rollback: false,
  };
}

function within(moment: Date, start: Date, end: Date): boolean {
  return moment.getTime() >= start.getTime() - sameDeployTolerance && !isOver(end, moment);
}

function isOver(end: Date, at: Date): boolean {
  return at.getTime() > end.getTime() + sameDeployTolerance;
}

/** Adds deploys that people reported, unless they are known: some leave no other trace. */
export function withReported(deploys: Deploy[], told: readonly ReportedDeploy[]): Deploy[] {
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

/** Deploys that reached production, in the order in which they did so. */
export function successfulDeploys(hotfix: Pick<Hotfix, 'deploys'>): Deploy[] {
  return hotfix.deploys
    .filter((deploy) => deploy.state === 'succeeded')
    .sort((a, b) => (a.finishedAt?.getTime() ?? 0) - (b.finishedAt?.getTime() ?? 0));
}

/**
 * The hotfix's deploys beside all others of its repository: which of them were rollbacks, and which other commits came
 * to the same environments later. `all`: oldest first.
 */
export function besideOthers(
  deploys: Deploy[],
  all: readonly ProductionDeploy[],
): { deploys: Deploy[]; laterDeploys: LaterDeploy[] } {
  const rollbacks = rollbacksAmong(all);
  const rolledBack = new Set([...rollbacks].map(deployId.deployment));
  const own = new Set(deploys.map(({ id }) => id));
  const reached = firstReached(deploys);
  return {
    deploys: deploys.map((deploy) => ({ ...deploy, rollback: rolledBack.has(deploy.id) })),
    laterDeploys: all
      .filter(({ deployment }) => !own.has(deployId.deployment(deployment)))
      .filter(({ environment, at }) => {
        const since = reached.get(nameOfEnvironment(environment));
        return since !== undefined && since <= at;
      })
      .map((one) => ({ ...one, rollback: rollbacks.has(one.deployment) })),
  };
}

/** When the hotfix first came to each environment, by its name. */
function firstReached(deploys: Deploy[]): Map<string, Date> {
  const first = new Map<string, Date>();
  for (const { environment, finishedAt } of successfulDeploys({ deploys })) {
    const name = nameOfEnvironment(environment);
    if (finishedAt && !first.has(name)) first.set(name, finishedAt);
  }
  return first;
}
