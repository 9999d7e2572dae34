/** The source's incident, step by step, for tests that read as stories. */
import type { CheckRun, Issue } from '../../demo/stand-in/model.ts';
import { appId, createWorld, type World, type WorldOptions } from '../support/world.ts';

export const branch = 'hotfix/INCIDENT-123-fix-payment-timeout';
export const hour = 3_600_000;

export interface Scene extends World {
  push(branch?: string, content?: string): Promise<string>;
  deploy(sha: string, on?: string): Promise<void>;
  /** This App's check runs on a commit, of the hotfix. */
  checks(sha: string): CheckRun[];
  /** Those of the policy file that the commit brings. */
  policyChecks(sha: string): CheckRun[];
  /** Those of the runbooks that the commit's branch changes. */
  runbookChecks(sha: string): CheckRun[];
  /** The first pull request, or the one of that number. */
  pull(number?: number): Issue;
  /** Writes that the App made: what is not reading. */
  writes(): string[];
}

let current: Scene | null = null;

afterEach(async () => {
  await current?.close();
  current = null;
});

export async function scene(options: WorldOptions = {}): Promise<Scene> {
  const world = await createWorld(options);
  const made: Scene = Object.assign(world, {
    async push(on = branch, content = 'export const timeout = 30;\n') {
      const known = await world.repository.head(on);
      const files = { 'src/payment.ts': content };
      const message = 'Raise the payment timeout';
      const from = known === null ? { from: 'main' } : {};
      const sha = await world.repository.as('ada').push(on, { ...from, files, message });
      await world.rest();
      return sha;
    },
    async deploy(sha: string, on = branch) {
      const { automation } = world.repository;
      const run = automation.run({
        path: '.github/workflows/deploy.yml',
        event: 'push',
        branch: on,
        sha,
        by: 'ada',
      });
      const id = automation.deployment({ sha, ref: on, environment: 'production', by: 'ada', run });
      automation.deploymentStatus(id, 'in_progress');
      automation.deploymentStatus(id, 'success');
      automation.completeRun(run, 'success');
      // Its consequences within seconds are reported together.
      await world.pass(10_000);
    },
    checks: (sha: string) =>
      world.repository.checkRuns(sha, appId).filter(({ name }) => name === 'Hotfix policy'),
    policyChecks: (sha: string) =>
      world.repository.checkRuns(sha, appId).filter(({ name }) => name === 'Hotfix policy file'),
    runbookChecks: (sha: string) =>
      world.repository.checkRuns(sha, appId).filter(({ name }) => name === 'Hotfix policy runbooks'),
    pull(number?: number) {
      const issue =
        number === undefined ? world.repository.pulls[0] : world.repository.state.issues.get(number);
      if (!issue?.pull) throw new Error(`there is no pull request ${number ?? ''}`);
      return issue;
    },
    writes: () =>
      world.github.requests
        .filter((one) => one.method !== 'GET' && !one.path.endsWith('/access_tokens'))
        .map((one) => `${one.method} ${one.path}`),
  });
  current = made;
  return made;
}
