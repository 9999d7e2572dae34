/** Organisations and repositories are told apart by id: names change hands. */
import type { Issue } from '../../demo/stand-in/model.ts';
import type { PlayedRepository } from '../../demo/stand-in/stand-in.ts';
import { branch, hour, type Scene, scene } from '../e2e/scene.ts';

const files = { 'src/payment.ts': 'export const timeout = 3;\n' };

function reviewsIn({ issues }: PlayedRepository): Issue[] {
  return issues.filter(({ title }) => title.startsWith('Post-incident review'));
}

/** A hotfix of the same incident in another repository, pushed and deployed. */
async function deployIn(on: Scene, repository: PlayedRepository, name = branch): Promise<string> {
  const sha = await repository.as('mallory').push(name, { from: 'main', files: { 'src/payment.ts': 'x' } });
  await on.rest();
  const { automation } = repository;
  const id = automation.deployment({ sha, ref: name, environment: 'production', by: 'mallory' });
  automation.deploymentStatus(id, 'success');
  await on.pass(hour);
  return sha;
}

async function deployed(options: Parameters<typeof scene>[0] = {}): Promise<Scene> {
  const on = await scene(options);
  const sha = await on.push();
  await on.deploy(sha);
  await on.pass(hour);
  return on;
}

/** Everything that the repository shows of this App's. */
const shownIn = ({ state }: PlayedRepository): string =>
  [
    ...[...state.issues.values()].flatMap(({ title, body, comments }) => [
      title,
      body,
      ...comments.map((one) => one.body),
    ]),
    ...state.checkRuns.map(({ title, summary }) => `${title} ${summary}`),
  ].join('\n');

describe('another organisation on the same App', () => {
  test('that takes over an old login neither reads nor writes the reviews of who had it', async () => {
    const on = await deployed();
    const [review] = reviewsIn(on.repository);
    const before = review?.body;
    // GitHub tells no App of it.
    on.github.hub.renameAccount('acme', 'acme-corp');
    on.github.install('acme');
    const theirs = await on.github.repository('acme/shop', { files });
    await deployIn(on, theirs, 'hotfix/INCIDENT-123-read-along');
    await on.pass(25 * hour);
    expect(reviewsIn(theirs)).toHaveLength(1);
    expect(shownIn(theirs)).not.toMatch(/checkout-service|fix-payment-timeout/);
    expect(shownIn(on.repository)).not.toMatch(/read-along|mallory/);
    expect(reviewsIn(on.repository)).toHaveLength(1);
    expect(review?.body).toContain(before?.slice(0, 40));
  }, 120_000);

  test('that is given a repository by a transfer is not given the running reviews with it', async () => {
    const on = await deployed();
    const ledger = await on.github.repository('acme/ledger', { files });
    on.github.install('rivals');
    on.repository.transfer('rivals');
    await on.pass(60_000);
    await deployIn(on, ledger, 'hotfix/INCIDENT-123-close-the-ledger');
    // Its own hotfix goes on there.
    on.repository
      .as('ada')
      .comment(reviewsIn(on.repository)[0]?.number ?? 0, '/hotfix timeline detected 14:01');
    await on.pass(hour);
    expect(reviewsIn(ledger)).toHaveLength(1);
    expect(shownIn(ledger)).not.toMatch(/fix-payment-timeout|checkout-service/);
    expect(shownIn(on.repository)).not.toMatch(/close-the-ledger|acme\/ledger/);
  }, 120_000);

  test('that is not served gets nothing of a repository that it was given', async () => {
    const on = await deployed({ allowedOrgs: ['acme'] });
    on.github.install('rivals');
    on.repository.transfer('rivals');
    await on.pass(60_000);
    const before = on.github.requests.length;
    await on.pass(30 * hour);
    expect(on.github.requests.slice(before).filter(({ path }) => path.includes('/repos/'))).toEqual([]);
    // The incident goes on where it may.
    const ledger = await on.github.repository('acme/ledger', { files });
    await deployIn(on, ledger, 'hotfix/INCIDENT-123-close-the-ledger');
    expect(reviewsIn(ledger)).toHaveLength(1);
  }, 120_000);

  test('that is not served gets nothing either where only the daily comparison shows the transfer', async () => {
    const on = await deployed({ allowedOrgs: ['acme'] });
    on.github.install('rivals');
    on.github.wire.hold();
    on.repository.transfer('rivals');
    on.github.wire.release(() => []);
    const before = on.writes().length;
    await on.pass(30 * hour);
    expect(on.writes().slice(before)).toEqual([]);
  }, 120_000);
});

describe('a writer of one repository', () => {
  test('who takes the old name of a private one gets none of its issues', async () => {
    const on = await scene();
    const secret = await on.github.repository('acme/core', { visibility: 'private', files });
    await deployIn(on, secret, 'hotfix/INCIDENT-124-hide-the-key');
    on.github.wire.hold();
    secret.rename('core-2');
    on.github.wire.release(() => []);
    const open = await on.github.repository('acme/core', { files });
    await on.pass(25 * hour);
    expect(shownIn(open)).not.toMatch(/hide-the-key|mallory|INCIDENT-124/);
    expect(open.issues).toEqual([]);
    // The comparison has found its new name meanwhile.
    expect(secret.issues.some(({ title }) => title === 'Overdue hotfix INCIDENT-124: hide the key')).toBe(
      true,
    );
  }, 120_000);

  test.each(['a dispatch', 'a deployment'])(
    'of a public one is told of %s of a private one without its name, its people and its links',
    async (way) => {
      const on = await scene({ policy: 'owners: [grace]\n' });
      const infra = await on.github.repository('acme/vault-infra', { visibility: 'private' });
      for (const played of [on.repository, infra]) played.allow('trent', 'write');
      infra.allow('victor', 'write');
      const sha = await on.push();
      const declare = (login: string): void => {
        if (way === 'a dispatch')
          infra.as(login).dispatch('deploy-service', { tag: `hotfix-${sha}`, environment: 'production' });
        else {
          const { automation } = infra;
          const run = automation.run({
            path: '.github/workflows/x.yml',
            event: 'push',
            branch: 'main',
            sha,
            by: login,
          });
          const id = automation.deployment({ sha, ref: sha, environment: 'production', by: login, run });
          automation.deploymentStatus(id, 'success');
        }
      };
      declare('victor');
      await on.pass(60_000);
      expect(on.checks(sha)[0]?.summary).toContain('Another repository says that');
      declare('trent');
      await on.pass(26 * hour);
      expect(reviewsIn(on.repository)).toHaveLength(1);
      expect(shownIn(on.repository)).not.toMatch(/vault-infra|trent|victor/);
    },
    60_000,
  );

  test('of a private one reserves the review of no incident to come', async () => {
    const on = await scene();
    const core = await on.github.repository('acme/core', { visibility: 'private', files });
    const name = 'hotfix/INCIDENT-123-mine';
    await core.as('mallory').push(name, { from: 'main', files: { 'src/payment.ts': 'x' } });
    core
      .as('mallory')
      .openIssue('Mine', '### Incident ID\n\nINCIDENT-123\n\n### Pipeline Gaps\n\n- [ ] None\n');
    await on.pass(hour);
    await on.deploy(await on.push());
    await on.pass(hour);
    expect(reviewsIn(on.repository)).toHaveLength(1);
    expect(core.issues.flatMap(({ comments }) => comments)).toEqual([]);
  }, 120_000);

  test('that everybody in the enterprise may see reads there nothing of a private one', async () => {
    const on = await scene();
    const inner = await on.github.repository('acme/inner', { visibility: 'internal', files });
    const secret = await on.github.repository('acme/core', { visibility: 'private', files });
    await deployIn(on, inner, 'hotfix/INCIDENT-125-close-the-port');
    await deployIn(on, secret, 'hotfix/INCIDENT-125-hide-the-key');
    await on.pass(25 * hour);
    expect(reviewsIn(inner)).toHaveLength(1);
    expect(shownIn(inner)).not.toMatch(/hide-the-key|acme\/core/);
  }, 120_000);

  test.each(['is delivered', 'is lost'])(
    'which becomes public has nothing of a private one left in what is kept current, if that %s',
    async (delivery) => {
      const on = await scene();
      const inner = await on.github.repository('acme/inner', { visibility: 'private', files });
      const secret = await on.github.repository('acme/core', { visibility: 'private', files });
      await deployIn(on, inner, 'hotfix/INCIDENT-126-close-the-port');
      await deployIn(on, secret, 'hotfix/INCIDENT-126-hide-the-key');
      const [review] = reviewsIn(inner);
      expect(review?.body).toContain('hide-the-key');
      if (delivery === 'is lost') on.github.wire.hold();
      inner.show('public');
      if (delivery === 'is lost') {
        on.github.wire.release(() => []);
        inner.as('grace').comment(inner.pulls[0]?.number ?? 0, '/hotfix status');
      }
      await on.pass(hour);
      expect(review?.body).not.toContain('hide-the-key');
    },
    120_000,
  );
});
