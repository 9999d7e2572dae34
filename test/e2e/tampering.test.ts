/** Others change what the App wrote: the obligation stays, and its texts and labels are restored. */
import { breachesIn } from '../support/breaches.ts';
import { hour, type Scene, scene } from './scene.ts';

async function overdue() {
  const on = await scene({ policy: 'reminders: {limit: 1}\n' });
  const sha = await on.push();
  await on.deploy(sha);
  await on.pass(25 * hour);
  const [breach] = breachesIn(on.repository);
  if (!breach) throw new Error('there is no breach');
  return { ...on, sha, breach };
}

const status = (on: Scene): string =>
  on.pull().comments.find(({ body }) => body.includes(':status:'))?.body ?? '';

/** Everything as it was, and nothing more was written in the time after. */
async function comesToRest(on: Scene): Promise<void> {
  const before = on.writes().length;
  await on.pass(48 * hour);
  expect(on.writes().length).toBe(before);
}

test('removed labels come back, and the status comment says so once', async () => {
  const on = await overdue();
  await on.pass(1_000);
  on.repository.as('bob').unlabel(on.pull().number, 'hotfix: overdue');
  on.repository.as('bob').unlabel(on.pull().number, 'hotfix');
  await on.rest();
  expect(on.pull().labels.toSorted()).toEqual(['hotfix', 'hotfix: overdue']);
  expect(status(on)).toContain('bob removed the label `hotfix: overdue`');
  expect(status(on)).toContain('bob removed the label `hotfix`');
  expect(on.pull().comments).toHaveLength(2);
  expect(on.breach).toMatchObject({ state: 'open' });
  await comesToRest(on);
});

test('a label that says overdue is not what decides', async () => {
  const on = await scene();
  const sha = await on.push();
  await on.deploy(sha);
  on.repository.as('bob').label(on.pull().number, 'hotfix: overdue');
  await on.rest();
  expect(on.pull().labels).toEqual(['hotfix']);
  expect(status(on)).toContain('bob added the label');
  expect(on.checks(sha)).toMatchObject([{ status: 'in_progress' }]);
  on.repository.as('bob').label(on.pull().number, 'priority');
  await on.rest();
  expect(on.pull().labels).toEqual(['hotfix', 'priority']);
});

test('a breach that is closed while the fix is owed opens again, and says how to end it', async () => {
  const on = await overdue();
  await on.repository.as('bob').closeIssue(on.breach.number);
  await on.rest();
  expect(on.breach).toMatchObject({ state: 'open' });
  expect(on.breach.body).toContain('bob closed this issue');
  expect(on.breach.comments).toHaveLength(0);
  await comesToRest(on);
  await on.repository.as('grace').mergePull(on.pull().number, 'merge');
  await on.rest();
  expect(on.breach).toMatchObject({ state: 'closed' });
  expect(on.breach.body).not.toContain('Restored after manual changes');
});

test('a rewritten issue and comment get their text back', async () => {
  const on = await overdue();
  const before = on.breach.body;
  on.repository.as('mallory').editIssue(on.breach.number, 'All is well.');
  const comment = on.pull().comments.find(({ body }) => body.includes(':status:'));
  on.repository.as('mallory').editComment(on.pull().number, comment?.id ?? 0, 'All is well.');
  await on.rest();
  expect(on.breach.body).toContain(before.split('\n')[2]);
  expect(on.breach.body).toContain('mallory edited this issue');
  expect(status(on)).toContain('### Hotfix status');
  expect(status(on)).toContain('mallory edited this comment');
  await comesToRest(on);
});

test('a deleted text is written anew, once', async () => {
  const on = await overdue();
  const comment = on.pull().comments.find(({ body }) => body.includes(':status:'));
  on.repository.as('mallory').deleteComment(on.pull().number, comment?.id ?? 0);
  on.repository.as('mallory').deleteIssue(on.breach.number);
  await on.rest();
  await on.pass(hour);
  expect(breachesIn(on.repository)).toMatchObject([{ state: 'open' }]);
  expect(on.pull().comments.filter(({ body }) => body.includes(':status:'))).toHaveLength(1);
  await comesToRest(on);
});

test('whoever insists is left to it, and the decision does not change', async () => {
  const on = await overdue();
  for (let times = 0; times < 6; times++) {
    await on.pass(1_000);
    await on.repository.as('stale[bot]').closeIssue(on.breach.number);
    await on.rest();
  }
  expect(on.breach).toMatchObject({ state: 'closed' });
  expect(on.checks(on.sha)).toMatchObject([{ conclusion: 'failure' }]);
  await comesToRest(on);
});

test('texts of people are left alone', async () => {
  const on = await overdue();
  const issue = on.breach.number;
  const before = on.writes().length;
  const comment = on.repository.as('bob').comment(issue, 'Looking into it');
  on.repository.as('grace').editComment(issue, comment, 'Looked into it');
  on.repository.as('bob').deleteComment(issue, comment);
  on.repository.as('bob').label(issue, 'incident');
  await on.rest();
  expect(on.writes().length).toBe(before);
});

test('a check run of the same name by somebody else changes nothing', async () => {
  const on = await overdue();
  await on.repository.automation.check({ sha: on.sha, name: 'Hotfix policy', conclusion: 'success' });
  await on.rest();
  expect(on.checks(on.sha)).toMatchObject([{ conclusion: 'failure' }]);
  expect(on.breach).toMatchObject({ state: 'open' });
});

test('tampering delivered twice, and late, is restored once', async () => {
  const on = await overdue();
  await on.repository.as('bob').closeIssue(on.breach.number);
  const told = on.github.wire.log.findLast(({ event }) => event === 'issues');
  await on.rest();
  const before = on.writes().length;
  if (told) on.github.wire.redeliver(told);
  await on.rest();
  await on.restart();
  await on.rest();
  expect(on.writes().length).toBe(before);
});

test('the issue of a broken policy file cannot be closed away either', async () => {
  const on = await scene({ policy: 'mode: fast\n' });
  await on.push();
  await on.pass(1_000);
  const issue = breachesIn(on.repository).find(({ title }) => title.startsWith('The policy file'));
  await on.repository.as('bob').closeIssue(issue?.number ?? 0);
  await on.rest();
  expect(issue).toMatchObject({ state: 'open' });
});

test('the issue that counts hotfixes is left to people', async () => {
  const on = await scene({ policy: 'frequency: {limit: 0}\n' });
  await on.push();
  const [issue] = breachesIn(on.repository);
  await on.repository.as('bob').closeIssue(issue?.number ?? 0);
  await on.rest();
  await on.pass(hour);
  expect(issue).toMatchObject({ state: 'closed' });
});
