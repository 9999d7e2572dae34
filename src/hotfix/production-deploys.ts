import type { Actor, DeploymentSeen } from '../facts/fact.ts';
import { isProduction } from '../policy/deploy-matching.ts';
import type { Policy } from '../policy/policy.ts';

/** A commit reached an environment, by a deployment on GitHub. */
export interface ProductionDeploy {
  /** GitHub's id of the deployment. */
  deployment: number;
  sha: string;
  environment: string;
  /** The branch, tag or commit that was asked for. */
  ref: string;
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
  return [...first.values()].map(({ deployment, sha, environment, ref, at, by, url }) => ({
    deployment,
    sha,
    environment,
    ref,
    at: new Date(at),
    by,
    url,
  }));
}

export function sameEnvironment(a: string | null, b: string | null): boolean {
  return nameOfEnvironment(a) === nameOfEnvironment(b);
}

/** GitHub ignores case in names of environments. */
export function nameOfEnvironment(environment: string | null): string {
  return (environment ?? '').toLowerCase();
}

/** Deploys of a commit that had been in that environment before, and that another one had replaced. */
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
