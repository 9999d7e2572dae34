import type { Policy } from './policy.ts';
import { fileName } from './values/file-name.ts';
import { matchesGlob } from './values/glob.ts';

/** Whether the environment is production by the policy. GitHub's environment names ignore case. */
export function isProduction(policy: Policy, environment: string): boolean {
  return policy.deploys.environments.some((glob) => matchesGlob(glob, environment, { ignoreCase: true }));
}

/** A run of the fast lane: of one of its workflows, but not for a pull request. */
export function isFastLaneRun(
  policy: Policy,
  { event, workflows }: { event: string; workflows: string[] },
): boolean {
  return !isPullRequestRun({ event }) && workflows.some((path) => isFastLaneWorkflow(policy, path));
}

/** A run of the full pipeline. */
export function isPullRequestRun({ event }: { event: string }): boolean {
  return event.startsWith('pull_request');
}

/** Whether the workflow file is the fast lane's; the path may name the repository and a ref (`…/hotfix-ci.yml@main`). */
function isFastLaneWorkflow(policy: Policy, path: string): boolean {
  const file = fileName(path.split('@')[0] ?? '');
  return policy.deploys.workflows.some((workflow) => fileName(workflow) === file);
}

/** Whether a `repository_dispatch` of this type hands a commit over for deployment. */
export function isDeployDispatch(policy: Policy, type: string): boolean {
  return policy.deploys.dispatches.includes(type);
}
