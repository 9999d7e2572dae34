/** That this App opened an issue does not prove its text: whoever may write in a repository can change it. */
import type { Issue } from '../../demo/stand-in/model.ts';
import type { PlayedRepository } from '../../demo/stand-in/stand-in.ts';
import { branch, hour, type Scene, scene } from '../e2e/scene.ts';
import { breachesIn } from '../support/breaches.ts';

const secret = 'rotate-the-leaked-ledger-key';

const reviewsIn = ({ issues }: PlayedRepository): Issue[] =>
  issues.filter(({ title }) => title.startsWith('Post-incident review'));

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

/** In one repository an old breach, in another one a running incident with its review. */
async function beside(): Promise<Scene & { ledger: PlayedRepository; breach: Issue; review: Issue }> {
  const on = await scene({ policy: 'review: {open: false}\n' });
  const ledger = await on.github.repository('acme/ledger', { files: { 'ledger.ts': 'export {};\n' } });
  const old = await on.push('hotfix/INCIDENT-1-an-old-one');
  await on.deploy(old, 'hotfix/INCIDENT-1-an-old-one');
  await on.pass(25 * hour);
  const [breach] = breachesIn(on.repository);
  await on.repository.as('grace').mergePull(on.pull().number);
  await on.pass(hour);
  // What is compared with GitHub has a hotfix that is open.
  await on.push('hotfix/INCIDENT-2-a-new-one', 'export const timeout = 2;\n');
  const other = `hotfix/INCIDENT-9-${secret}`;
  const sha = await ledger.as('ada').push(other, { from: 'main', files: { 'ledger.ts': 'export {};;\n' } });
  const { automation } = ledger;
  const id = automation.deployment({ sha, ref: other, environment: 'production', by: 'ada' });
  automation.deploymentStatus(id, 'success');
  await on.pass(hour);
  const [review] = reviewsIn(ledger);
  if (!breach || !review) throw new Error('there is no breach or no review');
  return { ...on, ledger, breach, review };
}

const compared = {
  'compared with GitHub': (on: Scene) => on.sweep(),
  'read again after the database was lost': async (on: Scene) => {
    await on.forget();
    await on.sweep();
  },
};

test.each(Object.entries(compared))(
  "a writer of one repository gets no review of another one's incident by editing its mark into a breach, %s",
  async (_, compare) => {
    const on = await beside();
    const { breach, review, ledger } = on;
    const stolen = review.body.split('\n').slice(0, 2).join('\n');
    // Whoever insists is left to it.
    for (let times = 0; times < 5; times += 1) {
      on.repository.as('bob').editIssue(breach.number, `${stolen}\n\nTimes: ${times}`);
      await on.pass(hour / 4);
    }
    expect(firstLine(breach.body)).toBe(firstLine(review.body));
    await compare(on);
    ledger.as('ada').comment(review.number, '/hotfix timeline detected 13:37');
    ledger.allow('ada', 'write');
    await on.rest();
    await on.pass(2 * hour);
    await on.sweep();
    const texts = on.repository.issues.flatMap(({ body, comments }) => [
      body,
      ...comments.map((one) => one.body),
    ]);
    expect(texts.filter((text) => text.includes(secret))).toEqual([]);
    expect(reviewsIn(ledger)).toHaveLength(1);
    expect(review.body).toContain(secret);
    expect(review.body).toContain('13:37');
  },
);

test('a writer of the repository cannot have a mark sealed by typing it above the one of a review', async () => {
  const on = await scene();
  await on.deploy(await on.push());
  await on.pass(hour);
  const [review] = reviewsIn(on.repository);
  if (!review) throw new Error('there is no review');
  const forged = '<!-- hotfix-policy:review:INCIDENT-9 -->';
  on.repository.as('bob').editIssue(review.number, `${forged}\n\n${review.body}`);
  await on.rest();
  await on.deploy(await on.push(branch, 'export const timeout = 60;\n'));
  await on.pass(hour);
  const lines = review.body.split('\n');
  expect(lines[0]).toBe(forged);
  expect(lines[1]).not.toContain('seal');
  expect(review.body.match(/hotfix-policy-seal/g)).toHaveLength(1);
  await on.forget();
  await on.sweep();
  await on.pass(hour);
  expect(reviewsIn(on.repository)).toHaveLength(1);
});

test('a writer of the repository cannot pass one breach off as another, or take the seal of one for another', async () => {
  const on = await scene();
  for (const name of ['hotfix/INCIDENT-1-one', 'hotfix/INCIDENT-2-two'])
    await on.deploy(await on.push(name, `export const name = '${name}';\n`), name);
  await on.pass(25 * hour);
  const [one, two] = breachesIn(on.repository);
  if (!one || !two) throw new Error('there are no two breaches');
  const genuine = two.body;
  const [, seal] = one.body.split('\n');
  await on.repository.as('bob').deleteIssue(two.number);
  on.repository.as('bob').editIssue(one.number, [firstLine(genuine), seal, '', 'All is well.'].join('\n'));
  await on.forget();
  await on.sweep();
  await on.pass(hour);
  const marks = breachesIn(on.repository).map(({ number, body }) => [number, firstLine(body)]);
  expect(marks.filter(([number]) => number !== one.number).map(([, mark]) => mark)).toContain(
    firstLine(genuine),
  );
});

test('what this App wrote is found again by its seals after the database was lost, and written once', async () => {
  const on = await scene({ policy: 'owners: [grace]\n' });
  await on.deploy(await on.push());
  await on.pass(50 * hour);
  const texts = (): string[] =>
    on.repository.issues
      .flatMap(({ body, comments }) => [body, ...comments.map((one) => one.body)])
      .concat(on.pull().body, ...on.pull().comments.map(({ body }) => body));
  const before = texts();
  expect(before.length).toBeGreaterThan(4);
  expect(before.filter((text) => !text.includes('<!-- hotfix-policy-seal:'))).toEqual([]);
  await on.forget();
  await on.sweep();
  expect(texts().map(firstLine)).toEqual(before.map(firstLine));
});
