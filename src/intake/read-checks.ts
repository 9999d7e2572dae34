import { z } from 'zod';
import { isHotfixBranch } from './hotfix-branch.ts';
import { branchName, commitId, databaseId, repositoryId } from './payload-parts.ts';
import {
  checksChanged,
  type Delivery,
  nothing,
  type Reading,
  type ReadingContext,
  readingOf,
} from './reading.ts';
import { fit } from './unreadable-delivery.ts';

/** GitHub names at most so many of the branches that a status's commit is on. */
const branchLimit = 10;

const app = z.object({ id: databaseId }).nullish();

const checkRun = z.object({
  check_run: z.object({
    head_sha: commitId,
    app,
    check_suite: z.object({ head_branch: branchName.nullish() }).nullish(),
  }),
  repository: repositoryId,
});

const checkSuite = z.object({
  action: z.string(),
  check_suite: z.object({ head_sha: commitId, head_branch: branchName.nullish(), app }),
  repository: repositoryId,
});

const status = z.object({
  sha: commitId,
  branches: z.array(z.object({ name: branchName })).nullish(),
  repository: repositoryId,
});

/** A check run changed. This App's own are left out: each of its writes would wake it up again. */
export function readCheckRun(delivery: Delivery, { policy, appId }: ReadingContext): Reading {
  const { check_run: run, repository } = fit(checkRun, delivery.event, delivery.payload);
  const branch = run.check_suite?.head_branch ?? null;
  if (run.app?.id === appId || (branch !== null && !isHotfixBranch(policy, branch))) return nothing();
  return readingOf([checksChanged(delivery, repository.id, run.head_sha)]);
}

/** A check suite ended. One is requested at every push to every branch, which says nothing about its checks. */
export function readCheckSuite(delivery: Delivery, { policy, appId }: ReadingContext): Reading {
  const { action, check_suite: suite, repository } = fit(checkSuite, delivery.event, delivery.payload);
  const branch = suite.head_branch ?? null;
  if (action !== 'completed' || suite.app?.id === appId) return nothing();
  if (branch !== null && !isHotfixBranch(policy, branch)) return nothing();
  return readingOf([checksChanged(delivery, repository.id, suite.head_sha)]);
}

/** A commit status changed. It names the branches that the commit is on, as far as they fit. */
export function readStatus(delivery: Delivery, { policy }: ReadingContext): Reading {
  const { sha, branches, repository } = fit(status, delivery.event, delivery.payload);
  const names = branches?.map(({ name }) => name) ?? [];
  const unknown = names.length === 0 || names.length >= branchLimit;
  if (!unknown && !names.some((name) => isHotfixBranch(policy, name))) return nothing();
  return readingOf([checksChanged(delivery, repository.id, sha)]);
}
