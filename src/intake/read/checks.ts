import { z } from 'zod';
import { isFollowed } from './hotfix-branch.ts';
import { branchName, commitId, databaseId, repositoryId } from './payload-parts.ts';
import {
  checksChanged,
  type Delivery,
  nothing,
  type Reading,
  type ReadingContext,
  readingOf,
} from './reading.ts';
import { requireShape } from './unreadable-delivery.ts';

const app = z.object({ id: databaseId }).nullish();

/** The branch that had the commit as it was first checked; of a fork's commit there is none. */
const headBranch = branchName.nullish().catch(null);

export const checkRunShape = z.object({
  check_run: z.object({
    head_sha: commitId,
    app,
    check_suite: z.object({ head_branch: headBranch }).nullish(),
  }),
  repository: repositoryId,
});

export const checkSuiteShape = z.object({
  action: z.string(),
  check_suite: z.object({ head_sha: commitId, app, head_branch: headBranch }),
  repository: repositoryId,
});

export const statusShape = z.object({
  sha: commitId,
  branches: z
    .array(z.object({ name: branchName }))
    .nullish()
    .catch(null),
  repository: repositoryId,
});

/** A check run changed. This App's own are left out: each of its writes would wake it up again. */
export function readCheckRun(delivery: Delivery, context: ReadingContext): Reading {
  const { check_run: run, repository } = requireShape(checkRunShape, delivery.event, delivery.payload);
  if (run.app?.id === context.appId) return nothing();
  const followed = areFollowed(context, [run.check_suite?.head_branch]);
  return changed(delivery, { repository: repository.id, sha: run.head_sha, of: 'runs', followed });
}

/** A check suite ended. One is requested at every push to every branch, which says nothing about its checks. */
export function readCheckSuite(delivery: Delivery, context: ReadingContext): Reading {
  const {
    action,
    check_suite: suite,
    repository,
  } = requireShape(checkSuiteShape, delivery.event, delivery.payload);
  if (action !== 'completed' || suite.app?.id === context.appId) return nothing();
  const followed = areFollowed(context, [suite.head_branch]);
  return changed(delivery, { repository: repository.id, sha: suite.head_sha, of: 'runs', followed });
}

/** A commit status changed. */
export function readStatus(delivery: Delivery, context: ReadingContext): Reading {
  const { sha, branches, repository } = requireShape(statusShape, delivery.event, delivery.payload);
  const followed = areFollowed(context, branches?.map(({ name }) => name) ?? []);
  return changed(delivery, { repository: repository.id, sha, of: 'statuses', followed });
}

function changed(delivery: Delivery, change: Parameters<typeof checksChanged>[1]): Reading {
  return readingOf([checksChanged(delivery, change)]);
}

function areFollowed(context: ReadingContext, branches: (string | null | undefined)[]): boolean {
  return branches.some((branch) => typeof branch === 'string' && isFollowed(context, branch));
}
