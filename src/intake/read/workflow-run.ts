import { z } from 'zod';
import type { Fact } from '../../facts/fact.ts';
import { make } from '../../facts/make.ts';
import { isFollowed } from './hotfix-branch.ts';
import { account, branchName, commitId, databaseId, line, moment, repositoryId } from './payload-parts.ts';
import {
  checksChanged,
  type Delivery,
  nothing,
  type Reading,
  type ReadingContext,
  readingOf,
} from './reading.ts';
import { requireShape } from './unreadable-delivery.ts';

const path = line(500);

export const workflowRunShape = z.object({
  action: z.string(),
  workflow_run: z.object({
    id: databaseId,
    run_attempt: z.int().positive().nullish(),
    path: path.nullish(),
    referenced_workflows: z.array(z.object({ path })).nullish(),
    event: line(100),
    head_branch: branchName.nullish(),
    head_sha: commitId,
    head_repository: repositoryId.nullish(),
    conclusion: line(50).nullish(),
    created_at: moment,
    run_started_at: moment.nullish(),
    updated_at: moment,
    html_url: line(2048),
    actor: account,
    triggering_actor: account,
  }),
  workflow: z.object({ path: path.nullish() }).nullish(),
  repository: repositoryId,
});

/**
 * A workflow run ended. On a hotfix branch it is recorded; where GitHub names no branch it is only a hint that
 * the commit's checks changed. A fork's branch may have the name of a hotfix: it is another branch.
 */
export function readWorkflowRun(delivery: Delivery, context: ReadingContext): Reading {
  const {
    action,
    workflow_run: run,
    workflow,
    repository,
  } = requireShape(workflowRunShape, delivery.event, delivery.payload);
  if (action !== 'completed') return nothing();
  if (run.head_repository && run.head_repository.id !== repository.id) return nothing();
  const branch = run.head_branch ?? null;
  if (branch !== null && !isFollowed(context, branch)) return nothing();

  const changed = {
    repository: repository.id,
    sha: run.head_sha,
    of: 'runs',
    followed: branch !== null,
  } as const;
  const facts: Fact[] = [checksChanged(delivery, changed)];
  if (branch === null) return readingOf(facts);
  const attempt = run.run_attempt ?? 1;
  const called = run.referenced_workflows?.map((workflowCalled) => workflowCalled.path) ?? [];
  const own = run.path ?? workflow?.path;
  facts.push(
    make.workflowRun({
      at: run.updated_at,
      repository: repository.id,
      branch,
      sha: run.head_sha,
      run: run.id,
      attempt,
      workflows: [...new Set([...(own ? [own] : []), ...called.slice(0, 100)])],
      event: run.event,
      conclusion: run.conclusion ?? 'unknown',
      startedAt: run.run_started_at ?? run.created_at,
      by: run.triggering_actor ?? run.actor,
      url: run.html_url,
    }),
  );
  return readingOf(facts);
}
