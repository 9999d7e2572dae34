/** Nobody spends the App's writes and questions for all: comments cost one answer, forks cost no questions. */
import { type Scene, scene } from '../e2e/scene.ts';

const minute = 60_000;
const hour = 60 * minute;

/** A hotfix with its pull request. */
async function deployed(options: Parameters<typeof scene>[0] = {}): Promise<Scene & { number: number }> {
  const on = await scene(options);
  await on.deploy(await on.push());
  await on.pass(hour);
  on.repository.allow('mallory', 'read');
  on.repository.allow('grace', 'admin');
  return { ...on, number: on.pull().number };
}

const answersOn = ({ repository, number }: Scene & { number: number }): string[] =>
  (repository.state.issues.get(number)?.comments ?? [])
    .map(({ body }) => body)
    .filter((body) => body.includes('hotfix-policy:command:'));

describe('an outsider who may comment', () => {
  test('gets one answer to a comment, however many commands it has', async () => {
    const on = await deployed();
    const before = on.writes().length;
    on.repository
      .as('mallory')
      .comment(
        on.number,
        '/hotfix status\n/hotfix help\n/hotfix waive it is gone\n/hotfix recheck\n/hotfix nonsense',
      );
    await on.pass(minute);
    const [answer, ...others] = answersOn(on);
    expect(others).toEqual([]);
    for (const line of ['status', 'help', 'waive it is gone', 'recheck', 'nonsense'])
      expect(answer).toContain(`> \`/hotfix ${line}\``);
    expect(on.writes().length - before).toBe(2);
  }, 60_000);

  test('is answered five times an hour on a thread, and what they write beyond that costs nothing', async () => {
    const on = await deployed();
    for (let count = 0; count < 40; count++) {
      on.repository.as('mallory').comment(on.number, '/hotfix status');
      await on.pass(1_000);
    }
    expect(answersOn(on)).toHaveLength(5);
    const asked = on.github.requests.length;
    for (let count = 0; count < 10; count++) {
      on.repository.as('mallory').comment(on.number, '/hotfix waive it is gone');
      await on.pass(1_000);
    }
    expect(on.github.requests.slice(asked)).toEqual([]);
    // Others are answered all the same, and so is the outsider an hour later.
    on.repository.as('grace').comment(on.number, '/hotfix waive it is gone');
    await on.pass(minute);
    expect(answersOn(on).at(-1)).toContain('**Waived.**');
    await on.pass(hour);
    on.repository.as('mallory').comment(on.number, '/hotfix help');
    await on.pass(minute);
    expect(answersOn(on)).toHaveLength(7);
  }, 120_000);

  test('who may give commands is answered however many there are', async () => {
    const on = await deployed();
    for (let count = 0; count < 8; count++) {
      on.repository.as('grace').comment(on.number, '/hotfix recheck\n/hotfix help');
      await on.pass(10_000);
    }
    expect(answersOn(on)).toHaveLength(8);
  }, 60_000);
});

/** A pull request whose head is in a fork, as GitHub tells of it; each call pushes to it once more. */
async function pushToFork(on: Scene, policy: string): Promise<string> {
  const { github, repository } = on;
  github.wire.hold();
  const known = await repository.head('fork-of-mallory');
  const files = { '.github/hotfix-policy.yml': policy };
  const sha = await repository
    .as('mallory')
    .push('fork-of-mallory', { ...(known === null ? { from: 'main' } : {}), files });
  if (known === null) await repository.as('mallory').openPull({ head: 'fork-of-mallory' });
  const opened = github.wire.log.findLast(({ event }) => event === 'pull_request');
  github.wire.release(() => []);
  const payload = structuredClone(opened?.payload) as {
    pull_request: { head: { sha: string; repo: { id: number } } };
  };
  payload.pull_request.head.repo.id = 77;
  payload.pull_request.head.sha = sha;
  github.wire.emit('pull_request', { ...payload });
  await on.rest();
  return sha;
}

const naming = (count: number, of = 'secret'): string =>
  `owners: [${Array.from({ length: count }, (_, index) => `acme/${of}-${index}`).join(', ')}]\n`;

describe('an outsider with a fork', () => {
  test('has nobody looked up, and is told of no team', async () => {
    const on = await deployed();
    const before = on.github.requests.length;
    const sha = await pushToFork(on, naming(20));
    await on.pass(minute);
    const paths = on.github.requests.slice(before).map(({ path }) => path);
    expect(paths.filter((path) => /\/(?:users|teams)\//.test(path))).toEqual([]);
    expect(on.policyChecks(sha)).toMatchObject([{ conclusion: 'success' }]);
    expect(on.policyChecks(sha)[0]?.summary).toContain(
      'have not been verified: this pull request comes from a fork',
    );
  }, 60_000);

  test('has some pushes an hour checked, and keeps no hotfix waiting meanwhile', async () => {
    const on = await deployed();
    const before = on.github.requests.length;
    for (let count = 0; count < 60; count++) await pushToFork(on, `timezone: Europe/Berlin # ${count}\n`);
    const checks = on.github.requests.slice(before).filter(({ path }) => path.endsWith('/check-runs'));
    expect(checks.length).toBeLessThanOrEqual(31);
    const sha = await on.push('hotfix/INCIDENT-9-go-on');
    expect(on.checks(sha)).toHaveLength(1);
  }, 120_000);
});

describe('a writer of one repository', () => {
  test('has the same names looked up once, and has so many an hour', async () => {
    const on = await deployed();
    const looked = () => on.github.requests.filter(({ path }) => path.includes('/teams/secret-')).length;
    const push = (branch: string, policy: string) =>
      on.repository.as('bob').push(branch, { from: 'main', files: { '.github/hotfix-policy.yml': policy } });
    await push('one', naming(3));
    await on.pass(minute);
    const once = looked();
    expect(once).toBeGreaterThan(0);
    await push('two', `${naming(3)}timezone: Europe/Berlin\n`);
    await on.pass(minute);
    expect(looked()).toBe(once);
    for (let count = 0; count < 15; count++) {
      await push(`more-${count}`, naming(20, `secret-${count}`));
      await on.pass(1_000);
    }
    // Each that GitHub does not know is asked for twice.
    expect(looked()).toBeLessThanOrEqual(2 * 240);
    expect(on.repository.checkRuns((await on.repository.head('more-14')) ?? '').at(-1)?.summary).toContain(
      'too many names were looked up',
    );
  }, 120_000);
});
