import { z } from 'zod';
import type { Actor } from '../../facts/fact.ts';
import { make } from '../../facts/make.ts';
import { isProduction } from '../../policy/deploy-matching.ts';
import { hotfixBranchOfRef } from './hotfix-branch.ts';
import { account, commitId, databaseId, line, moment, repositoryId, webAddress } from './payload-parts.ts';
import { type Delivery, nothing, type Reading, type ReadingContext, readingOf } from './reading.ts';
import { requireShape } from './unreadable-delivery.ts';

export const deploymentPart = z.object({
  id: databaseId,
  sha: commitId,
  ref: z.string(),
  environment: line(255),
  created_at: moment,
  creator: account,
});

/** As people are shown where a deploy came from. */
export const refText = line(255);

/** The run whose job made the deployment, where it was one of GitHub Actions. */
export const runPart = z
  .object({ id: databaseId, html_url: webAddress, actor: account, triggering_actor: account })
  .nullish();

/**
 * Who deployed. For a job of GitHub Actions the deployment names a bot, and the run the person who started it.
 * https://docs.github.com/en/rest/deployments/deployments
 */
export function deployedBy(
  { creator }: z.output<typeof deploymentPart>,
  run: z.output<typeof runPart>,
): Actor | null {
  return creator && !creator.bot ? creator : (run?.triggering_actor ?? run?.actor ?? creator);
}

export const deploymentShape = z.object({
  action: z.string(),
  deployment: deploymentPart,
  workflow_run: runPart,
  repository: repositoryId.extend({ full_name: line(201).optional() }),
});

/** Where it was deployed: it may be said of a commit that is a hotfix's in another repository. */
export function placeOf({ full_name }: z.output<typeof deploymentShape>['repository']): {
  where?: string;
  needsRight: true;
} {
  return { ...(full_name === undefined ? {} : { where: full_name }), needsRight: true };
}

/** A deployment was created: requested and perhaps not approved, so it is no deploy yet. */
export function readDeployment(delivery: Delivery, context: ReadingContext): Reading {
  const { policy } = context;
  const {
    action,
    deployment,
    workflow_run: run,
    repository,
  } = requireShape(deploymentShape, delivery.event, delivery.payload);
  if (action !== 'created' || !isProduction(policy, deployment.environment)) return nothing();
  return readingOf([
    make.deployment(
      {
        at: deployment.created_at,
        repository: repository.id,
        branch: hotfixBranchOfRef(context, deployment.ref),
        sha: deployment.sha,
        deployment: deployment.id,
        environment: deployment.environment,
        ref: refText.parse(deployment.ref),
        state: 'created',
        createdAt: deployment.created_at,
        by: deployedBy(deployment, run),
        run: run?.id ?? null,
        url: run?.html_url ?? null,
        ...placeOf(repository),
      },
      null,
    ),
  ]);
}
