/** Commands that people give in comments, as GitHub tells of them and as it shows what came of them. */
import { breachesIn } from '../support/breaches.ts';
import { hour, type Scene, scene } from './scene.ts';

const reason = 'The config service sets the timeout now';
const command = `/hotfix supersede ${reason}`;

/** Pushed by ada, deployed, and with its pull request open. Grace may maintain, bob may write. */
async function deployed(policy?: string) {
  const on = await scene(policy === undefined ? {} : { policy });
  on.repository.allow('grace', 'maintain');
  on.repository.allow('bob', 'write');
  const sha = await on.push();
  await on.deploy(sha);
  return { ...on, sha };
}

/** Says something, and returns the reactions to it and the answers that came. */
async function say(on: Scene, login: string, body: string, number = 1) {
  // GitHub tells times in whole seconds: nobody answers a push within the same one.
  await on.pass(1_000);
  const issue = on.repository.state.issues.get(number);
  const before = issue?.comments.length ?? 0;
  const id = on.repository.as(login).comment(number, body);
  await on.rest();
  const since = issue?.comments.slice(before) ?? [];
  return {
    id,
    reactions: since[0]?.reactions.map(({ content }) => content),
    answers: since.slice(1).map((one) => one.body),
  };
}

test('a fix that came in another form is declared, by somebody entitled to it, with a reason', async () => {
  const on = await deployed();
  const said = await say(on, 'grace', command);
  expect(said.reactions).toEqual(['+1']);
  expect(said.answers).toHaveLength(1);
  expect(said.answers[0]).toMatch(
    /^<!-- hotfix-policy:command:\d+:0 -->\n<!-- hotfix-policy-seal:[\w.-]+ -->\n\n> `\/hotfix supersede/,
  );
  expect(said.answers[0]).toContain('**Declared.**');
  expect(said.answers[0]).toContain('Close [#1]');
  // As long as the pull request is open, nobody shall merge it by mistake.
  expect(on.checks(on.sha)).toMatchObject([{ conclusion: 'failure', title: 'Done: declared by grace' }]);

  on.repository.as('grace').closePull(on.pull().number);
  await on.rest();
  await on.pass(48 * hour);
  const [check] = on.checks(on.sha);
  expect(check).toMatchObject({ conclusion: 'success', title: 'Done: declared by grace' });
  expect(check?.summary).toContain(reason);
  expect(breachesIn(on.repository)).toHaveLength(0);
  expect(on.repository.pulls).toHaveLength(1);
});

test('on the breach issue it closes the breach, and a later deploy is owed again', async () => {
  const on = await deployed();
  await on.pass(25 * hour);
  const [breach] = breachesIn(on.repository);
  expect(breach).toMatchObject({ state: 'open' });
  const said = await say(on, 'grace', command, breach?.number);
  expect(said.reactions).toEqual(['+1']);
  expect(breach).toMatchObject({ state: 'closed' });
  expect(breach?.body).toContain(reason);

  await on.pass(1_000);
  const late = await on.push(undefined, 'export const timeout = 60;\n');
  expect(breach).toMatchObject({ state: 'closed' });
  await on.deploy(late);
  await on.pass(25 * hour);
  expect(breach).toMatchObject({ state: 'open' });
});

test('work on the same lines of the target afterwards asks nothing and changes nothing', async () => {
  const on = await deployed();
  await say(on, 'grace', command);
  on.repository.as('grace').closePull(on.pull().number);
  await on.rest();
  const asked = on.github.requests.length;
  const files = { 'src/payment.ts': 'export const timeout = read("timeout");\n' };
  await on.repository.as('bob').push('main', { files, message: 'Read it from the config service' });
  await on.rest();
  await on.pass(hour);
  expect(on.github.requests).toHaveLength(asked);
  expect(on.checks(on.sha)).toMatchObject([{ conclusion: 'success' }]);
});

test.each([
  ['the author', 'ada', 'admin'],
  ['somebody who may only write', 'bob', 'write'],
  ['a stranger', 'mallory', 'read'],
] as const)('%s cannot declare it, and hears who can', async (_, login, role) => {
  const on = await deployed();
  on.repository.allow(login, role);
  const said = await say(on, login, command);
  expect(said.reactions).toEqual(['confused']);
  expect(said.answers).toHaveLength(1);
  expect(said.answers[0]).toContain('Nothing was changed');
  expect(said.answers[0]).toContain('maintain or admin');
  await on.pass(25 * hour);
  expect(breachesIn(on.repository)).toMatchObject([{ state: 'open' }]);
});

test('somebody who pushed to it is its author too, and one who pushes later was none', async () => {
  const on = await deployed();
  await on.repository.as('grace').push(branchOf(on), { files: { 'a.ts': '1\n' } });
  await on.rest();
  on.repository.allow('heidi', 'admin');
  expect((await say(on, 'grace', command)).reactions).toEqual(['confused']);
  expect((await say(on, 'heidi', command)).reactions).toEqual(['+1']);
  await on.pass(1_000);
  await on.repository.as('heidi').push(branchOf(on), { files: { 'b.ts': '1\n' } });
  await on.rest();
  expect((await say(on, 'heidi', '/hotfix status')).answers[0]).toContain('declared');
});

const branchOf = (on: Scene): string => on.pull().pull?.head ?? '';

test('the approvers of the policy stand in place of the permission, teams among them', async () => {
  const on = await deployed('approvers: [bob, acme/on-call]\n');
  expect((await say(on, 'grace', command)).reactions).toEqual(['confused']);
  expect((await say(on, 'carol', command)).reactions).toEqual(['+1']);
  expect((await say(on, 'bob', command)).reactions).toEqual(['+1']);
});

test('an accepted command stays accepted when edited, deleted, or its author loses the right', async () => {
  const on = await deployed();
  const { id } = await say(on, 'grace', command);
  const grace = on.repository.as('grace');
  grace.editComment(on.pull().number, id, 'never mind');
  await on.rest();
  on.repository.allow('grace', 'read');
  grace.deleteComment(on.pull().number, id);
  grace.closePull(on.pull().number);
  await on.rest();
  await on.pass(hour);
  expect(on.checks(on.sha)).toMatchObject([{ conclusion: 'success' }]);
  expect(on.pull().comments.filter(({ body }) => body.includes(':command:'))).toHaveLength(1);
});

test('a command that is edited in, quoted, or in code is none', async () => {
  const on = await deployed();
  const { id } = await say(on, 'grace', 'Looking into it');
  on.repository.as('grace').editComment(on.pull().number, id, command);
  await on.rest();
  for (const body of [
    `> ${command}`,
    `\`\`\`\n${command}\n\`\`\``,
    `Try ${command}`,
    `<!--\n${command}\n-->`,
  ]) {
    const said = await say(on, 'grace', body);
    expect(said).toMatchObject({ reactions: [], answers: [] });
  }
});

test('a bot is not answered, the App itself neither', async () => {
  const on = await deployed();
  on.repository.allow('helper[bot]', 'admin');
  expect(await say(on, 'helper[bot]', command)).toMatchObject({ reactions: [], answers: [] });
});

test('status, help, and lines that are no command', async () => {
  const on = await deployed();
  const status = await say(on, 'mallory', 'Where are we?\r\n/hotfix status\r\n');
  expect(status.reactions).toEqual(['+1']);
  expect(status.answers[0]).toContain('### Hotfix status');
  const help = await say(on, 'mallory', '/hotfix');
  expect(help.answers[0]).toContain('`/hotfix supersede <reason>`');
  const wrong = await say(on, 'grace', '/hotfix superseed because');
  expect(wrong.reactions).toEqual(['confused']);
  expect(wrong.answers[0]).toContain('Did you mean `/hotfix supersede`?');
  const bare = await say(on, 'grace', '/hotfix supersede');
  expect(bare.reactions).toEqual(['confused']);
  expect(bare.answers[0]).toContain('needs a reason');
  const two = await say(on, 'grace', '/hotfix status\n/hotfix help\n');
  expect(two.reactions).toEqual(['+1']);
  expect(two.answers).toHaveLength(1);
  expect(two.answers[0]).toMatch(/> `\/hotfix status`[\s\S]*> `\/hotfix help`/);
});

test('elsewhere nobody is answered', async () => {
  const on = await deployed();
  await on.repository.as('bob').push('feature/x', { from: 'main', files: { 'x.ts': '1\n' } });
  const number = await on.repository.as('bob').openPull({ head: 'feature/x' });
  await on.rest();
  expect(await say(on, 'grace', command, number)).toMatchObject({ reactions: [], answers: [] });
});

test('a command delivered before its pull request is carried out once', async () => {
  const on = await scene();
  on.repository.allow('grace', 'admin');
  const sha = await on.push();
  await on.pass(1_000);
  on.github.wire.hold();
  const number = await on.repository.as('ada').openPull({ head: 'hotfix/INCIDENT-123-fix-payment-timeout' });
  on.repository.as('grace').comment(number, command);
  on.github.wire.release((held) => [...held].reverse());
  await on.rest();
  await on.restart();
  await on.pass(hour);
  expect(on.checks(sha)).toMatchObject([{ title: 'Done: declared by grace' }]);
  expect(on.pull(number).comments.filter(({ body }) => body.includes(':command:'))).toHaveLength(1);
});

test('while GitHub does not say who they are, nothing is decided', async () => {
  const on = await deployed();
  on.github.faults.add({ method: 'GET', path: /\/permission$/, status: 502, times: 1000 });
  const said = await say(on, 'grace', command);
  expect(said).toMatchObject({ reactions: [], answers: [] });
  on.github.faults.clear();
  await on.pass(hour);
  const answered = on.pull().comments.filter(({ body }) => body.includes(':command:'));
  expect(answered).toHaveLength(1);
  expect(answered[0]?.body).toContain('**Declared.**');
});

test('in observe mode a command is recorded, and nobody is answered', async () => {
  const on = await scene({ policy: 'mode: observe\n' });
  on.repository.allow('grace', 'admin');
  const sha = await on.push();
  const number = await on.repository.as('ada').openPull({ head: 'hotfix/INCIDENT-123-fix-payment-timeout' });
  await on.rest();
  expect(await say(on, 'grace', command, number)).toMatchObject({ reactions: [], answers: [] });
  expect(on.checks(sha)).toMatchObject([{ title: 'Done: declared by grace' }]);
});

test('a comment that is gone when its turn comes costs nothing', async () => {
  const on = await deployed();
  await on.pass(1_000);
  on.github.wire.hold();
  const id = on.repository.as('grace').comment(on.pull().number, command);
  on.repository.as('grace').deleteComment(on.pull().number, id);
  on.github.wire.release();
  await on.rest();
  await on.pass(hour);
  expect(on.pull().comments.filter(({ body }) => body.includes('**Declared.**'))).toHaveLength(1);
});
