import { z } from 'zod';
import { make } from '../../facts/make.ts';
import { isProduction } from '../../policy/deploy-matching.ts';
import { deployedBy, deploymentPart, placeOf, refText, runPart } from './deployment.ts';
import { hotfixBranchOfRef } from './hotfix-branch.ts';
import { databaseId, line, moment, repositoryId, webAddress } from './payload-parts.ts';
import { type Delivery, nothing, type Reading, type ReadingContext, readingOf } from './reading.ts';
import { requireShape } from './unreadable-delivery.ts';

export const deploymentStatusShape = z.object({
  action: z.string(),
  deployment_status: z.object({
    id: databaseId,
    /** An open list: GitHub sends states that its own description lacks, such as `waiting`. */
    state: line(50),
    environment: line(255).nullish(),
    created_at: moment,
    log_url: webAddress,
    target_url: webAddress,
  }),
  deployment: deploymentPart,
  workflow_run: runPart,
  repository: repositoryId.extend({ full_name: line(201).optional() }),
});

/** A deployment went on, or ended. `inactive` only says that a later one took its place. */
export function readDeploymentStatus(delivery: Delivery, context: ReadingContext): Reading {
  const { policy } = context;
  const payload = requireShape(deploymentStatusShape, delivery.event, delivery.payload);
  const { deployment_status: status, deployment, workflow_run: run } = payload;
  // A status can name another environment than the deployment did; where it does, that one holds.
  const environment = status.environment || deployment.environment;
  if (payload.action !== 'created' || status.state === 'inactive' || !isProduction(policy, environment)) {
    return nothing();
  }
  return readingOf([
    make.deployment(
      {
        at: status.created_at,
        repository: payload.repository.id,
        branch: hotfixBranchOfRef(context, deployment.ref),
        sha: deployment.sha,
        deployment: deployment.id,
        environment,
        ref: refText.parse(deployment.ref),
        state: status.state,
        createdAt: deployment.created_at,
        by: deployedBy(deployment, run),
        run: run?.id ?? null,
        url: status.log_url ?? status.target_url ?? run?.html_url ?? null,
        ...placeOf(payload.repository),
      },
      status.id,
    ),
  ]);
}
