import { z } from 'zod';
import { commitId, databaseId, repositoryId } from './payload-parts.ts';
import {
  checksChanged,
  type Delivery,
  nothing,
  type Reading,
  type ReadingContext,
  readingOf,
} from './reading.ts';
import { fit } from './unreadable-delivery.ts';

const app = z.object({ id: databaseId }).nullish();

const checkRun = z.object({
  check_run: z.object({
    head_sha: commitId,
    app,
  }),
  repository: repositoryId,
});

const checkSuite = z.object({
  action: z.string(),
  check_suite: z.object({ head_sha: commitId, app }),
  repository: repositoryId,
});

const status = z.object({
  sha: commitId,
  repository: repositoryId,
});

/** A check run changed. This App's own are left out: each of its writes would wake it up again. */
export function readCheckRun(delivery: Delivery, { appId }: ReadingContext): Reading {
  const { check_run: run, repository } = fit(checkRun, delivery.event, delivery.payload);
  if (run.app?.id === appId) return nothing();
  return readingOf([checksChanged(delivery, repository.id, run.head_sha)]);
}

/** A check suite ended. One is requested at every push to every branch, which says nothing about its checks. */
export function readCheckSuite(delivery: Delivery, { appId }: ReadingContext): Reading {
  const { action, check_suite: suite, repository } = fit(checkSuite, delivery.event, delivery.payload);
  if (action !== 'completed' || suite.app?.id === appId) return nothing();
  return readingOf([checksChanged(delivery, repository.id, suite.head_sha)]);
}

/** A commit status changed. */
export function readStatus(delivery: Delivery): Reading {
  const { sha, repository } = fit(status, delivery.event, delivery.payload);
  return readingOf([checksChanged(delivery, repository.id, sha)]);
}
