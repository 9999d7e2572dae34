import { play } from '../data/played.ts';
import type { Row } from '../report/row.ts';

const branch = 'hotfix/INCIDENT-123-fix-payment-timeout';
const minute = 60_000;
const hour = 60 * minute;

/**
 * Asked once for each process, or once a day for each repository, however many hotfixes there are: its policy, its
 * runbooks, and the checks that its target requires.
 */
const shared =
  /access_tokens$|^GET \/app$|hotfix-policy\.ya?ml|^GET \/repos\/[^/]+\/[^/]+(?:\/git\/trees\/.*|\/rules\/branches\/.*|\/branches\/main)?$/;

/** The requests for one hotfix, from its push to its merge, and those of a sweep when nothing happened. */
export async function life(): Promise<Row[]> {
  const { github, app, repository, rest, pass, close } = await play();
  const asked = async (act: () => Promise<unknown>): Promise<string[]> => {
    const from = github.requests.length;
    await act();
    return github.requests.slice(from).map(({ method, path }) => `${method} ${path}`);
  };
  try {
    const all = await asked(async () => {
      const files = { 'src/payment.ts': 'export const timeout = 30;\n' };
      const sha = await repository
        .as('ada')
        .push(branch, { from: 'main', files, message: 'Raise the timeout' });
      await rest();
      const { automation } = repository;
      const deployment = automation.deployment({ sha, ref: branch, environment: 'production', by: 'ada' });
      for (const state of ['in_progress', 'success']) automation.deploymentStatus(deployment, state);
      await rest();
      await pass(minute, 10_000);
      await pass(25 * hour, hour);
      const [backfill] = repository.pulls;
      if (!backfill) throw new Error('there is no backfill');
      await repository.as('grace').mergePull(backfill.number);
      await rest();
      await pass(minute, 10_000);
    });
    const own = all.filter((one) => !shared.test(one));
    const writes = own.filter((one) => !one.startsWith('GET '));
    await repository
      .as('ada')
      .push('hotfix/INCIDENT-124-next', { from: 'main', files: { 'a.ts': '1\n' }, message: 'Next' });
    await rest();
    await asked(() => compareAll(app, pass));
    const again = await asked(() => compareAll(app, pass));
    const ofRepository = again.filter((one) => one.includes('/repos/acme/checkout-service')).length;
    return [
      {
        measure: 'requests for one whole hotfix',
        value: own.length,
        unit: 'requests',
        against: { what: 'artefacts written', value: writes.length },
        goal: { of: 'value', is: 'at most', limit: writes.length + 3 },
      },
      row('of these, readings', own.length - writes.length),
      row('beside them, once for a process, or once a day for a repository', all.length - own.length),
      row('a comparison of a repository with an open hotfix to which nothing happened', ofRepository),
    ];
  } finally {
    await close();
  }
}

async function compareAll(
  app: { sweep(): Promise<void> },
  pass: (milliseconds: number, step: number) => Promise<void>,
): Promise<void> {
  await app.sweep();
  await pass(2 * minute, 10_000);
}

function row(measure: string, value: number): Row {
  return { measure, value, unit: 'requests', against: null, goal: null };
}
