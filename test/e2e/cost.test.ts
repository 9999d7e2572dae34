/** What a hotfix costs at GitHub: what is written is seen by somebody, and what is read beside it is little. */
import type { Database } from '../../src/store/database.ts';
import { emptyDatabase } from '../support/stores.ts';
import { branch, hour, type Scene, scene } from './scene.ts';

const minute = 60_000;

/** Read once by a process, however many hotfixes there are. */
const ofProcess = /access_tokens$|^GET \/app$/;
/** Read once a day for a repository, however many hotfixes it has: its policy, its runbooks, what its target requires. */
const ofRepository =
  /hotfix-policy\.ya?ml|^GET \/repos\/[^/]+\/[^/]+$|\/git\/trees\/|\/rules\/branches\/|\/branches\/main$/;

/** What was asked since then, of the repository without its name, and of things without their numbers. */
function counting({ github }: Scene) {
  const begun = github.requests.length;
  const all = () => github.requests.slice(begun).map(({ method, path }) => `${method} ${path}`);
  const own = () =>
    all()
      .filter((one) => !ofProcess.test(one) && !ofRepository.test(one))
      .map((one) => one.replace(/\/repos\/[^/]+\/[^/]+/, '').replace(/[0-9a-f]{40}|(?<=\/)\d+/g, '…'));
  return {
    all,
    own,
    read: () => own().filter((one) => one.startsWith('GET ')),
    written: () => own().filter((one) => !one.startsWith('GET ')),
  };
}

const forkPoint = 'GET /compare/main...…';
/** Deliveries may be late: before it is said aloud that a fix is owed, GitHub is asked what became of it. */
const whereabouts = 'GET /pulls';
/** People write in a review: it is read right before this App's part of it is written. */
const review = 'GET /issues/…';

/** Counts what is asked of it, without what begins and ends a transaction. */
async function countingDatabase(): Promise<{ database: Database; statements(): number }> {
  const database = await emptyDatabase();
  let statements = 0;
  const db = database.db.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      statements += 1;
      return result;
    },
  });
  return { database: { ...database, db }, statements: () => statements };
}

test('a whole life costs its writes and three readings, and a day after it none', async () => {
  const { database, statements } = await countingDatabase();
  const on = await scene({ database, inTurns: true });
  const { push, pass, rest, repository } = on;
  const count = counting(on);
  const sha = await push();
  const { automation } = repository;
  const deployment = automation.deployment({ sha, ref: branch, environment: 'production', by: 'ada' });
  automation.deploymentStatus(deployment, 'in_progress');
  automation.deploymentStatus(deployment, 'success');
  await rest();
  await pass(25 * hour);
  await repository.as('grace').mergePull(on.pull().number);
  // The review is brought up to date a while later.
  await pass(hour);
  expect(count.read()).toEqual([forkPoint, whereabouts, review]);
  // Of these, three make a label of the repository, which its next hotfix finds.
  expect(count.written().length).toBeLessThanOrEqual(18);
  // A look that asks for the same again, or a delivery that writes what is there, shows in this.
  expect(statements()).toBeLessThanOrEqual(482);
  const all = count.own().length;
  await pass(12 * hour);
  expect(count.own().slice(all)).toEqual([]);
});

test('checks are read once when they begin and once when each ends, with nothing beside', async () => {
  const on = await scene();
  const { push, pass, rest, repository } = on;
  const { automation } = repository;
  const count = counting(on);
  const jobs = ['lint', 'integration-tests', 'performance-test'];
  const sha = await push();
  for (const conclusion of [undefined, 'success']) {
    for (const name of ['unit-tests', 'critical-scan'])
      await automation.check({ sha, name, ...(conclusion ? { conclusion } : {}) });
    await pass(minute);
  }
  const deployment = automation.deployment({ sha, ref: branch, environment: 'production', by: 'ada' });
  automation.deploymentStatus(deployment, 'success');
  await rest();
  for (const name of jobs) {
    await pass(2_000);
    await automation.check({ sha, name });
  }
  await pass(minute);
  for (const name of jobs) {
    await automation.check({ sha, name, conclusion: 'success' });
    await pass(minute);
  }
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'success' }]);
  await pass(25 * hour);
  await repository.as('grace').mergePull(on.pull().number);
  await pass(hour);
  const read = count.read();
  expect(read.filter((one) => one === 'GET /commits/…/check-runs')).toHaveLength(1 + jobs.length);
  // The review tells which gates ran, and is written once more as they are read.
  const others = read.filter((one) => !one.endsWith('/check-runs'));
  expect(others).toEqual([forkPoint, review, whereabouts, review]);
  expect(count.written().length).toBeLessThanOrEqual(25);
});

test('what is read for a repository is not read for its next hotfix again, unless it changed', async () => {
  const on = await scene({ files: { 'runbooks/payment.md': '# Payment\n' } });
  const shared = (count: ReturnType<typeof counting>) =>
    count.all().filter((one) => /trees|branches/.test(one));
  const hotfix = async (number: number) => {
    const count = counting(on);
    const name = `hotfix/INCIDENT-${number}-fix`;
    const sha = await on.push(name, `export const timeout = ${number};\n`);
    await on.deploy(sha, name);
    await on.pass(minute);
    return shared(count);
  };
  expect((await hotfix(1)).length).toBeGreaterThanOrEqual(3);
  expect(await hotfix(2)).toEqual([]);
  await on.repository.as('bob').push('main', { files: { 'runbooks/payment.md': '# Payments\n' } });
  const again = await hotfix(3);
  expect(again.some((one) => one.includes('/git/trees/'))).toBe(true);
  expect(again.some((one) => one.includes('/rules/'))).toBe(false);
});
