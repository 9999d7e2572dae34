import type { z } from 'zod';
import { checkRunShape, checkSuiteShape, statusShape } from '../read/checks.ts';
import { deploymentShape } from '../read/deployment.ts';
import { deploymentStatusShape } from '../read/deployment-status.ts';
import type { HandledEvent } from '../read/handled-events.ts';
import { installationRepositoriesShape, installationShape } from '../read/installation.ts';
import { issueCommentShape } from '../read/issue-comment.ts';
import { issuesShape } from '../read/issues.ts';
import { noticeShape } from '../read/notice.ts';
import { labelledShape, pullRequestShape } from '../read/pull-request.ts';
import { pushShape } from '../read/push.ts';
import { repositoryShape } from '../read/repository.ts';
import { repositoryDispatchShape } from '../read/repository-dispatch.ts';
import { workflowRunShape } from '../read/workflow-run.ts';
import { type Needed, neededBy, onlyNeeded } from './projection.ts';

/** All that is ever looked at in a payload. A reader that looks at something else will not find it. */
export const shapes = {
  push: [pushShape],
  deployment: [deploymentShape],
  deployment_status: [deploymentStatusShape],
  workflow_run: [workflowRunShape],
  repository_dispatch: [repositoryDispatchShape],
  pull_request: [pullRequestShape, labelledShape],
  issue_comment: [issueCommentShape],
  issues: [issuesShape],
  check_run: [checkRunShape],
  check_suite: [checkSuiteShape],
  status: [statusShape],
  installation: [installationShape],
  installation_repositories: [installationRepositoriesShape],
  repository: [repositoryShape],
} as const satisfies Readonly<Record<HandledEvent, readonly z.ZodType[]>>;

const needed = Object.fromEntries(
  Object.entries(shapes).map(([event, some]) => [event, neededBy(noticeShape, ...some)]),
) as Readonly<Record<HandledEvent, Needed>>;

/**
 * The kept part of a payload: the fields by which its event is read. Most of what GitHub sends are addresses of other
 * things, and about people what nobody here asks for.
 */
export function partToKeep(event: HandledEvent, payload: unknown): unknown {
  return onlyNeeded(needed[event], payload);
}
