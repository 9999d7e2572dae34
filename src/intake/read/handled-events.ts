import type { WebhookEventName } from '@octokit/webhooks-types';

/** The events that some feature uses. Others are answered and dropped, so that noise does not fill the database. */
export const handledEvents = [
  'push',
  'deployment',
  'deployment_status',
  'workflow_run',
  'repository_dispatch',
  'pull_request',
  'issue_comment',
  'issues',
  'check_run',
  'check_suite',
  'status',
  'installation',
  'installation_repositories',
  'repository',
] as const satisfies readonly WebhookEventName[];

export type HandledEvent = (typeof handledEvents)[number];

export function isHandledEvent(event: string): event is HandledEvent {
  return handledEvents.some((handled) => handled === event);
}
