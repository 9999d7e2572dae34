/** Commands that move a deadline, end an obligation, tell of a deploy, or have everything looked at again. */
import { breachesIn } from '../support/breaches.ts';
import { branch, hour, type Scene, scene } from './scene.ts';

/** Pushed by ada at 14:00 UTC, and with its pull request open. Grace may maintain, bob may write. */
async function pushed(options: { deployed: boolean; policy?: string } = { deployed: true }) {
  const { policy } = options;
  const on = await scene(policy === undefined ? {} : { policy });
  on.repository.allow('grace', 'maintain');
  on.repository.allow('bob', 'write');
  const sha = await on.push();
  if (options.deployed) await on.deploy(sha);
  else await on.pass(hour);
  return { ...on, sha };
}

async function say(on: Scene, login: string, body: string, number = 1) {
  await on.pass(1_000);
  const issue = on.repository.state.issues.get(number);
  const before = issue?.comments.length ?? 0;
  on.repository.as(login).comment(number, body);
  await on.rest();
  const since = issue?.comments.slice(before) ?? [];
  return {
    reaction: since[0]?.reactions.map(({ content }) => content).join(),
    answer: since
      .slice(1)
      .map((one) => one.body)
      .join('\n'),
  };
}

const questions = (on: Scene): number => on.github.requests.filter(({ method }) => method === 'GET').length;

const reminders = (on: Scene): number =>
  on.pull().comments.filter(({ body }) => body.includes(':reminder:')).length;

test('an extension moves the deadline, and everything that hangs on it', async () => {
  const on = await pushed();
  const said = await say(on, 'grace', '/hotfix extend 12h The vendor is on it');
  expect(said.reaction).toBe('+1');
  expect(said.answer).toContain('**The deadline is extended by 12 h.**');
  expect(said.answer).toContain('25 Nov 2026, 02:00 UTC');
  await on.pass(35 * hour);
  expect(breachesIn(on.repository)).toHaveLength(0);
  expect(reminders(on)).toBe(0);
  await on.pass(2 * hour);
  expect(breachesIn(on.repository)).toMatchObject([{ state: 'open' }]);
  expect(reminders(on)).toBe(1);
});

test('an extension after the deadline takes the breach back, and ends by itself', async () => {
  const on = await pushed();
  await on.pass(25 * hour);
  const [breach] = breachesIn(on.repository);
  expect(breach).toMatchObject({ state: 'open' });
  expect(on.pull().labels).toContain('hotfix: overdue');
  expect(reminders(on)).toBe(1);
  await say(on, 'grace', '/hotfix extend 6h Waiting for the release train', breach?.number);
  expect(breach).toMatchObject({ state: 'closed' });
  expect(on.pull().labels).not.toContain('hotfix: overdue');
  expect(on.checks(on.sha)).toMatchObject([{ status: 'in_progress' }]);
  await on.pass(6 * hour);
  expect(breach).toMatchObject({ state: 'open' });
  expect(on.pull().labels).toContain('hotfix: overdue');
  expect(reminders(on)).toBe(2);
  expect(breachesIn(on.repository)).toHaveLength(1);
});

test('two extensions add up to 72 hours, and the rest is shown', async () => {
  const on = await pushed();
  const long = await say(on, 'grace', '/hotfix extend 73h For long');
  expect(long).toMatchObject({ reaction: 'confused' });
  expect(long.answer).toContain('extended by at most 3 d');
  expect((await say(on, 'grace', '/hotfix extend 70h The vendor is on it')).reaction).toBe('+1');
  const more = await say(on, 'grace', '/hotfix extend 3h A little more');
  expect(more).toMatchObject({ reaction: 'confused' });
  expect(more.answer).toContain('extended by at most 2 h');
  expect((await say(on, 'grace', '/hotfix extend 1h A little more')).reaction).toBe('+1');
  const third = await say(on, 'grace', '/hotfix extend 1h Once more');
  expect(third).toMatchObject({ reaction: 'confused' });
  expect(third.answer).toContain('cannot be extended further');
  await on.pass(94 * hour);
  expect(breachesIn(on.repository)).toHaveLength(0);
  await on.pass(hour);
  expect(breachesIn(on.repository)).toHaveLength(1);
});

test('nobody puts off their own obligation, and a reason is needed', async () => {
  const on = await pushed();
  on.repository.allow('ada', 'admin');
  const own = await say(on, 'ada', '/hotfix extend 12h I need the time');
  expect(own).toMatchObject({ reaction: 'confused' });
  expect(own.answer).toContain('only someone who has not worked on this hotfix');
  const weak = await say(on, 'bob', '/hotfix extend 12h I need the time');
  expect(weak.answer).toContain('maintain or admin');
  expect((await say(on, 'grace', '/hotfix extend 12h')).answer).toContain('needs a reason');
  expect((await say(on, 'grace', '/hotfix extend soon please')).answer).toContain('needs a number');
  await on.pass(25 * hour);
  expect(breachesIn(on.repository)).toHaveLength(1);
});

test('a waiver ends the obligation, and a later deploy is owed again', async () => {
  const on = await pushed();
  await on.pass(25 * hour);
  const [breach] = breachesIn(on.repository);
  const said = await say(on, 'grace', '/hotfix waive The service is switched off next week');
  expect(said.reaction).toBe('+1');
  expect(said.answer).toContain('**Waived.**');
  expect(said.answer).toContain('will remove it');
  expect(breach).toMatchObject({ state: 'closed' });
  expect(breach?.body).toContain('The service is switched off next week');
  on.repository.as('grace').closePull(on.pull().number);
  await on.rest();
  expect(on.checks(on.sha)).toMatchObject([{ conclusion: 'success', title: 'Waived by grace' }]);
  await on.pass(48 * hour);
  expect(breachesIn(on.repository)).toHaveLength(1);
  expect(breach).toMatchObject({ state: 'closed' });

  const late = await on.push(branch, 'export const timeout = 60;\n');
  await on.deploy(late);
  await on.pass(25 * hour);
  expect(breach).toMatchObject({ state: 'open' });
});

test('an extension counts only for the obligation that it was given for', async () => {
  const on = await pushed();
  await say(on, 'grace', '/hotfix extend 12h The vendor is on it');
  await on.repository.as('grace').mergePull(on.pull().number, 'merge');
  await on.rest();
  await on.pass(hour);
  const late = await on.push(branch, 'export const timeout = 60;\n');
  await on.deploy(late);
  await on.pass(25 * hour);
  expect(breachesIn(on.repository)).toMatchObject([{ state: 'open' }]);
});

test('a deploy that left no trace is reported by somebody who may push', async () => {
  const on = await scene({ policy: 'backfill: {clock: deploy, open-after: 10d}\n' });
  on.repository.allow('bob', 'write');
  on.repository.allow('mallory', 'read');
  await on.push();
  const number = await on.repository.as('ada').openPull({ head: branch });
  await on.rest();
  const refused = await say(on, 'mallory', '/hotfix deployed', number);
  expect(refused).toMatchObject({ reaction: 'confused' });
  expect(refused.answer).toContain('write permission');
  await on.pass(hour);
  const said = await say(on, 'bob', '/hotfix deployed 20 minutes ago', number);
  expect(said.reaction).toBe('+1');
  expect(said.answer).toContain('**Recorded.** Understood as 23 Nov 2026, 14:40 UTC');
  const status = on.pull(number).comments.find(({ body }) => body.includes(':status:'));
  expect(status?.body).toContain('24 Nov 2026, 14:40 UTC');
  expect(status?.body).toContain('bob');
  await on.pass(24 * hour);
  expect(breachesIn(on.repository)).toMatchObject([{ state: 'open' }]);
});

test.each([
  '/hotfix deployed in 20 minutes',
  '/hotfix deployed 2026-11-24 10:00',
  '/hotfix deployed yesterday-ish',
])('a time that has not come, or is none, is refused: %s', async (line) => {
  const on = await pushed();
  const said = await say(on, 'bob', line);
  expect(said).toMatchObject({ reaction: 'confused' });
  expect(said.answer).toContain('needs a time that has passed');
});

test('looking again finds events that were never delivered', async () => {
  const on = await pushed({ deployed: true, policy: 'backfill: {required-checks: [full-ci]}\n' });
  on.github.wire.hold();
  await on.repository.automation.check({ sha: on.sha, name: 'full-ci', conclusion: 'success' });
  on.github.wire.release(() => []);
  await on.rest();
  expect(on.checks(on.sha)).toMatchObject([{ status: 'in_progress' }]);
  expect((await say(on, 'bob', '/hotfix recheck')).reaction).toBe('+1');
  expect(on.checks(on.sha)).toMatchObject([{ conclusion: 'success' }]);

  on.github.wire.hold();
  await on.repository.as('grace').mergePull(on.pull().number, 'squash');
  on.github.wire.release(() => []);
  await on.rest();
  const said = await say(on, 'bob', '/hotfix recheck');
  expect(said).toMatchObject({ reaction: '+1', answer: '' });
  await on.pass(60_000);
  expect(on.checks(on.sha)[0]?.title).toContain('Done');
});

test('to look again takes write permission, and asks GitHub once', async () => {
  const on = await pushed();
  on.repository.allow('mallory', 'read');
  const refused = await say(on, 'mallory', '/hotfix recheck');
  expect(refused).toMatchObject({ reaction: 'confused' });
  await say(on, 'bob', '/hotfix recheck');
  await on.pass(hour);
  const asked = questions(on);
  await on.pass(6 * hour);
  expect(questions(on)).toBe(asked);
});
