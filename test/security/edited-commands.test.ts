/** Rights are asked for, line by line: they never follow from what stands in a comment, or from a reaction to it. */
import { type Scene, scene } from '../e2e/scene.ts';
import { breachesIn } from '../support/breaches.ts';

const hour = 3_600_000;

/** Pushed by ada, deployed. Grace may maintain, bob may write, mallory may comment. */
async function deployed(): Promise<Scene & { sha: string }> {
  const on = await scene();
  on.repository.allow('grace', 'maintain');
  on.repository.allow('bob', 'write');
  on.repository.allow('mallory', 'read');
  const sha = await on.push();
  await on.deploy(sha);
  await on.pass(2_000);
  return { ...on, sha };
}

/** Another line comes into the comment before its second is over: GitHub shows no sign of the change. */
async function editIn(on: Scene, login: string, line: string, number = 1): Promise<void> {
  on.setClock(new Date(Math.ceil(on.now().getTime() / 1_000) * 1_000).toISOString());
  const person = on.repository.as(login);
  const id = person.comment(number, '/hotfix status');
  person.editComment(number, id, `/hotfix status\n${line}`);
  const comment = on.repository.state.issues.get(number)?.comments.find((one) => one.id === id);
  expect(comment?.updatedAt.getSeconds()).toBe(comment?.createdAt.getSeconds());
  await on.rest();
  await on.pass(2_000);
  expect(comment?.reactions.map(({ content }) => content)).toEqual(['+1']);
}

const after = {
  'at the next comparison': async (on: Scene) => {
    await on.pass(hour);
    await on.sweep();
  },
  'after the database was lost': async (on: Scene) => {
    await on.forget();
    await on.sweep();
  },
};

const lines = {
  waives: '/hotfix waive it is of no use',
  supersedes: '/hotfix supersede it is of no use',
  extends: '/hotfix extend 48h it is of no use',
};

const cases = Object.entries(lines).flatMap(([verb, line]) =>
  Object.entries(after).map(([when, later]) => [verb, when, line, later] as const),
);

test.each(cases)(
  'an outsider who may comment %s nothing by a line edited into a comment, %s',
  async (_, __, line, later) => {
    const on = await deployed();
    await editIn(on, 'mallory', line);
    await later(on);
    const [check] = on.checks(on.sha);
    expect(check?.title).not.toMatch(/waived|declared/i);
    await on.pass(24 * hour);
    expect(breachesIn(on.repository)).toMatchObject([{ state: 'open' }]);
  },
);

test('an outsider who may comment fills in no row of a review by a line edited into a comment', async () => {
  const on = await deployed();
  const review = on.repository.issues.find(({ title }) => title.startsWith('Post-incident review'));
  if (!review) throw new Error('there is no review');
  await editIn(on, 'mallory', '/hotfix timeline detected 13:37', review.number);
  await on.forget();
  await on.sweep();
  await on.pass(hour);
  expect(review.body).not.toContain('13:37');
});

test("a writer of the repository makes no right of this App's answers: neither its words nor another's seal", async () => {
  const on = await deployed();
  const said = async (login: string, line: string): Promise<{ id: number; body: string }> => {
    on.repository.as(login).comment(1, line);
    await on.rest();
    await on.pass(2_000);
    const answer = on.pull().comments.findLast(({ author }) => author.type === 'Bot');
    if (!answer) throw new Error('nobody answered');
    return answer;
  };
  const refused = await said('bob', '/hotfix waive it is of no use');
  expect(refused.body).toContain('Nothing was changed');
  const accepted = await said('grace', '/hotfix extend 1h at the vendor');
  expect(accepted.body).toContain('The deadline is extended');
  const [mark = ''] = refused.body.split('\n', 1);
  const [, seal = ''] = accepted.body.split('\n');
  expect(seal).toContain('seal');
  on.repository.as('bob').editComment(1, refused.id, [mark, seal, '', '**Waived.**'].join('\n'));
  await on.rest();
  await on.forget();
  await on.sweep();
  await on.pass(hour);
  expect(on.checks(on.sha)[0]?.title).not.toMatch(/waived/i);
});

test('what somebody entitled was granted stays so after the database was lost, by the sealed answer', async () => {
  const on = await deployed();
  on.repository
    .as('grace')
    .comment(
      1,
      '/hotfix status\n/hotfix extend 1h at the vendor\n/hotfix waive the service was switched off',
    );
  await on.rest();
  await on.pass(2_000);
  on.repository.allow('grace', 'read');
  await on.forget();
  await on.sweep();
  await on.pass(hour);
  on.repository.as('grace').closePull(1);
  await on.rest();
  expect(on.checks(on.sha)).toMatchObject([{ conclusion: 'success' }]);
});
