import type { Fact } from '../../facts/fact.ts';
import { deploymentsSince, statusesOf } from '../../github/read/history.ts';
import { deploymentsAsDelivered } from '../../intake/read/as-delivered.ts';
import { isProduction, isPullRequestRun } from '../../policy/deploy-matching.ts';
import { endedDeployments } from '../../store/facts/history.ts';
import type { History } from './history.ts';

/** A workflow run, as far as it tells who deployed. */
export interface RunInHistory {
  id: number;
  head_sha: string;
  event: string;
}

/** Production deploys since then whose end no delivery reported. */
export async function readDeploys(memory: History, since: Date, runs: RunInHistory[]): Promise<Fact[]> {
  const { work, repository, github, inForce } = memory.context;
  const deployments = await deploymentsSince(github, since);
  const ended = await endedDeployments(work.db, repository.id, since);
  const of = { id: repository.id, defaultBranch: repository.defaultBranch };
  const facts: Fact[] = [];
  for (const deployment of deployments) {
    if (ended.has(deployment.id) || !isProduction(inForce.policy, deployment.environment)) continue;
    const statuses = await statusesOf(github, deployment.id);
    const run = runOf(deployment.sha, statuses, runs);
    for (const told of deploymentsAsDelivered(deployment, { of, statuses, run }))
      facts.push(...memory.understand(told));
  }
  return facts;
}

/** The run that made it: the one whose log its statuses lead to, or the only one of the commit. */
function runOf(
  sha: string,
  statuses: { log_url?: string; target_url?: string }[],
  runs: RunInHistory[],
): RunInHistory | null {
  const links = statuses.flatMap(({ log_url, target_url }) => [log_url, target_url]);
  const ids = links.map((link) => Number(/\/actions\/runs\/(\d+)/.exec(link ?? '')?.[1]));
  const linked = runs.find(({ id }) => ids.includes(id));
  const [only, ...others] = runs.filter((run) => run.head_sha === sha && !isPullRequestRun(run));
  return linked ?? (only && others.length === 0 ? only : null);
}
