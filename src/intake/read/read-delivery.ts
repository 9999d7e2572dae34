import { readCheckRun, readCheckSuite, readStatus } from './checks.ts';
import { readDeployment } from './deployment.ts';
import { readDeploymentStatus } from './deployment-status.ts';
import { isHandledEvent } from './handled-events.ts';
import { readInstallation, readInstallationRepositories } from './installation.ts';
import { readIssueComment } from './issue-comment.ts';
import { readIssues } from './issues.ts';
import { readPullRequest } from './pull-request.ts';
import { readPush } from './push.ts';
import { type Delivery, nothing, type Reading, type ReadingContext } from './reading.ts';
import { readRepository } from './repository.ts';
import { readRepositoryDispatch } from './repository-dispatch.ts';
import { readWorkflowRun } from './workflow-run.ts';

/**
 * Reads a delivery, whatever the mode of the policy. Pure: the same delivery reads the same, so that one read
 * twice gives facts of the same keys. Throws UnreadableDelivery where the payload does not fit its event.
 */
export function readDelivery(delivery: Delivery, context: ReadingContext): Reading {
  const { event } = delivery;
  if (!isHandledEvent(event)) return nothing();
  switch (event) {
    case 'push':
      return readPush(delivery, context);
    case 'deployment':
      return readDeployment(delivery, context);
    case 'deployment_status':
      return readDeploymentStatus(delivery, context);
    case 'workflow_run':
      return readWorkflowRun(delivery, context);
    case 'repository_dispatch':
      return readRepositoryDispatch(delivery, context);
    case 'pull_request':
      return readPullRequest(delivery, context);
    case 'issue_comment':
      return readIssueComment(delivery, context);
    case 'issues':
      return readIssues(delivery);
    case 'check_run':
      return readCheckRun(delivery, context);
    case 'check_suite':
      return readCheckSuite(delivery, context);
    case 'status':
      return readStatus(delivery, context);
    case 'installation':
      return readInstallation(delivery);
    case 'installation_repositories':
      return readInstallationRepositories(delivery);
    case 'repository':
      return readRepository(delivery);
  }
}
