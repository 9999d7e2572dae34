import type { Actor, DeploymentSeen } from '../facts/fact.ts';
import { isProduction } from '../policy/deploy-matching.ts';
import type { Policy } from '../policy/policy.ts';

/** That a commit reached an environment, of which GitHub has a deployment. */
export interface ProductionDeploy {
  /** GitHub's id of the deployment. */
  deployment: number;
  sha: string;
  environment: string;
  /** What was asked to be deployed: a branch, a tag or a commit. */
  ref: string;
  /** The hotfix branch that it names, if it names one. */
  hotfix: string | null;
  at: Date;
  by: Actor | null;
  url: string | null;
}

/** Oldest first, each deployment once, with its first success. */
export function productionDeploys(seen: readonly DeploymentSeen[], policy: Policy): ProductionDeploy[] {
  const first = new Map<number, DeploymentSeen>();
  const inTime = seen
    .filter((fact) => fact.state === 'success' && isProduction(policy, fact.environment))
    .sort((a, b) => (a.at === b.at ? a.deployment - b.deployment : a.at < b.at ? -1 : 1));
  for (const fact of inTime) if (!first.has(fact.deployment)) first.set(fact.deployment, fact);
  return [...first.values()].map(({ deployment, sha, environment, ref, branch, at, by, url }) => ({
    deployment,
    sha,
    environment,
    ref,
    hotfix: branch,
    at: new Date(at),
    by,
    url,
  }));
}

export function sameEnvironment(a: string | null, b: string | null): boolean {
  return nameOfEnvironment(a) === nameOfEnvironment(b);
}

/** Names of environments differ by more than their case. */
export function nameOfEnvironment(environment: string | null): string {
  return (environment ?? '').toLowerCase();
}

/** Deploys of a commit that had been in that environment before, and had given way to another one since. */
export function rollbacksAmong(deploys: readonly ProductionDeploy[]): Set<number> {
  const rollbacks = new Set<number>();
  const byEnvironment = Map.groupBy(deploys, ({ environment }) => nameOfEnvironment(environment));
  for (const there of byEnvironment.values()) {
    const seen = new Set<string>();
    let running: string | null = null;
    for (const { deployment, sha } of there) {
      if (seen.has(sha) && running !== sha) rollbacks.add(deployment);
      seen.add(sha);
      running = sha;
    }
  }
  return rollbacks;
}
