import type { Teller } from './teller.ts';

const workflow = '.github/workflows/ci.yml';
const fastLaneFile = 'acme/checkout-service/.github/workflows/hotfix-ci.yml@main';

interface Commit {
  branch: string;
  sha: string;
}

/** The fast lane: short gates, an approval, the deploy, and the handover to the infrastructure repository. */
export async function fastLane(teller: Teller, { branch, sha }: Commit): Promise<void> {
  const { shop, infrastructure } = teller.stage;
  const { automation } = shop;
  const run = await teller.does('pipeline', 'runs the fast lane: short unit tests, critical scan', () =>
    automation.run({ path: workflow, event: 'push', branch, sha, by: 'ada', referenced: [fastLaneFile] }),
  );
  await teller.takes(400);
  const deploy = automation.deployment({ sha, ref: branch, environment: 'production', by: 'ada', run });
  automation.deploymentStatus(deploy, 'waiting');
  await teller.takes(200);
  await teller.does('grace', 'approves the deploy to production as the person on call', () =>
    automation.deploymentStatus(deploy, 'in_progress'),
  );
  await teller.does('pipeline', `hands hotfix-${sha.slice(0, 7)} over to acme/ecommerce-infra`, () =>
    infrastructure.as('ada').dispatch('deploy-service', {
      service: 'checkout-service',
      tag: `hotfix-${sha}`,
      environment: 'production',
      hotfix: true,
    }),
  );
  await teller.takes(400);
  await teller.does('pipeline', 'deploys the fix to production', () => {
    automation.job(run, 'hotfix-pipeline / hotfix', {
      'Unit tests (short)': 'success',
      'Critical security scan': 'success',
      'Deploy to production': 'success',
    });
    automation.deploymentStatus(deploy, 'success');
    automation.completeRun(run, 'success');
  });
}

/** The full pipeline of the pull request, whose check main requires. Returns how to end it. */
export async function fullPipeline(
  teller: Teller,
  { branch, sha }: Commit,
): Promise<(conclusion: 'success' | 'failure') => Promise<void>> {
  const { automation } = teller.stage.shop;
  const run = await teller.does('pipeline', 'runs the full pipeline on the pull request', () =>
    automation.run({ path: workflow, event: 'pull_request', branch, sha, by: 'ada' }),
  );
  await automation.check({ sha, name: 'full-ci' });
  return async (conclusion) => {
    const outcome =
      conclusion === 'success' ? 'is green' : 'fails: an integration test, which the fast lane skips';
    await teller.does('pipeline', `full-ci ${outcome}`, () =>
      automation.check({ sha, name: 'full-ci', conclusion }),
    );
    automation.completeRun(run, conclusion);
  };
}
