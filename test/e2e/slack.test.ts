/** What a team hears in Slack of a hotfix: what its policy names, once, and never late as if it were new. */

import { breachesIn } from '../support/breaches.ts';
import { branch, hour, type Scene, scene } from './scene.ts';

const minute = 60_000;
const all = 'notify: {slack: [deployed, overdue, breach, review, cured]}\n';
const whole = ['Hotfix deployed', 'Hotfix overdue', 'Hotfix done'];

/** Pushed, deployed, overdue, merged a while later. */
async function life(on: Scene, between: () => Promise<void> = async () => {}): Promise<void> {
  const sha = await on.push();
  await on.pass(minute);
  await between();
  await on.deploy(sha);
  await on.pass(minute);
  await between();
  await on.pass(25 * hour);
  await between();
  await on.repository.as('grace').mergePull(on.pull().number);
  await on.pass(minute);
  await between();
  await on.pass(30 * hour);
}

/** What became of all news, as the database has it. */
async function fates(on: Scene): Promise<Record<string, string>> {
  const rows = await on.database.db
    .selectFrom('slack_news')
    .select(['key', 'state', 'reason'])
    .orderBy('noticed_at')
    .execute();
  const named = (key: string): string => key.replace(/:(?:hotfix:|[0-9a-f]{40}).*/, '');
  return Object.fromEntries(rows.map(({ key, state, reason }) => [named(key), reason ?? state]));
}

describe.each(['webhook', 'bot'] as const)('by %s', (slack) => {
  /** The message of a hotfix is kept up to date, where it can be. */
  const shown = (headlines: string[], last: string): string[] =>
    slack === 'bot' ? [last, ...headlines.slice(1)] : headlines;

  test('a life is told by what the policy names, in order, once, also with a restart after each step', async () => {
    const on = await scene({ policy: all, slack });
    await life(on, async () => {
      await on.restart();
      await on.pass(minute);
    });
    expect(on.slack.headlines()).toEqual(shown(whole, 'Hotfix done'));
    expect(await fates(on)).toEqual({ deployed: 'told', overdue: 'told', 'cured:overdue': 'told' });
    const [first, overdue, done] = on.slack.messages;
    if (slack === 'webhook') return;
    expect([overdue?.threadTs, done?.threadTs]).toEqual([first?.ts, first?.ts]);
    expect([overdue?.aloud, done?.aloud]).toEqual([true, false]);
  });

  test('a lost database makes no old news new, and what comes after it is told', async () => {
    const on = await scene({ policy: all, slack });
    const sha = await on.push();
    await on.deploy(sha);
    await on.pass(minute);
    const lost = async (): Promise<void> => {
      await on.forget();
      await on.sweep();
      await on.pass(minute);
    };
    await lost();
    expect(on.slack.headlines()).toEqual(['Hotfix deployed']);
    await on.pass(25 * hour);
    expect(on.slack.headlines()).toEqual(['Hotfix deployed', 'Hotfix overdue']);
    await lost();
    expect(await fates(on)).toEqual({ deployed: 'old', overdue: 'old' });
    await on.repository.as('grace').mergePull(on.pull().number);
    await on.pass(hour);
    expect(on.slack.messages.filter(({ threadTs }) => threadTs === null).at(-1)?.text).toContain(
      'Hotfix done',
    );
    expect(on.slack.messages).toHaveLength(3);
    await lost();
    expect(on.slack.messages).toHaveLength(3);
  });

  test('an hour without Slack: what was overtaken is not told, and no decision waits', async () => {
    const on = await scene({ policy: all, slack });
    await on.deploy(await on.push());
    await on.pass(24 * hour - 10 * minute);
    await on.slack.down();
    await on.pass(20 * minute);
    expect(on.pull().labels).toContain('hotfix: overdue');
    expect(on.pull().comments).toHaveLength(2);
    expect(breachesIn(on.repository)).toMatchObject([{ state: 'open' }]);
    await on.repository.as('grace').mergePull(on.pull().number);
    await on.pass(minute);
    expect(breachesIn(on.repository)).toMatchObject([{ state: 'closed' }]);
    await on.pass(39 * minute);
    await on.slack.up();
    await on.pass(10 * minute);
    expect(on.slack.headlines()).toEqual(shown(['Hotfix deployed', 'Hotfix done'], 'Hotfix done'));
    expect(await fates(on)).toEqual({ deployed: 'told', overdue: 'superseded', 'cured:overdue': 'told' });
  });

  test('an answer that was lost is not waited for by saying it again', async () => {
    const on = await scene({ policy: all, slack });
    on.slack.inject({ cut: 'after' });
    await life(on);
    expect(await fates(on)).toEqual({ deployed: 'unknown', overdue: 'told', 'cured:overdue': 'told' });
    expect(on.slack.messages.filter(({ text }) => text.startsWith('Hotfix deployed'))).toHaveLength(1);
    expect(on.slack.messages).toHaveLength(3);
  });
});

/** Whether two things that came together are shown by one edit or by two is left to chance. */
function once(writes: string[]): string[] {
  return writes.filter((one, index) => one !== writes[index - 1]);
}

test('when and what is decided is the same, whatever becomes of Slack', async () => {
  const times = async (trouble: (on: Scene) => void): Promise<unknown> => {
    const on = await scene({ policy: `backfill: {deadline: 2h}\n${all}`, slack: 'webhook' });
    trouble(on);
    await on.deploy(await on.push());
    const opened = on.writes();
    const at = on.pull().createdAt;
    await on.pass(3 * hour);
    await on.close();
    return { opened: once(opened), at: String(at).slice(0, 16), all: once(on.writes()) };
  };
  const fine = await times(() => {});
  expect(await times((on) => on.slack.inject({ status: 503, times: 1_000 }))).toEqual(fine);
});

test('the default names no cure, and an empty list nothing', async () => {
  const on = await scene({ slack: 'webhook' });
  await life(on);
  expect(on.slack.headlines()).toEqual(whole.slice(0, 2));
  await on.close();
  const silent = await scene({ policy: 'notify: {slack: []}\n', slack: 'webhook' });
  await life(silent);
  expect(silent.slack.requests).toEqual([]);
});

test('what is only observed is not told, nor made up for', async () => {
  const on = await scene({ policy: `mode: observe\n${all}`, slack: 'webhook' });
  await on.deploy(await on.push());
  await on.pass(minute);
  await on.repository.as('bob').push('main', { files: { '.github/hotfix-policy.yml': all } });
  await on.pass(hour);
  expect(await fates(on)).toEqual({ deployed: 'old' });
  await on.pass(25 * hour);
  expect(on.slack.headlines()).toEqual(['Hotfix overdue']);
});

test('what Slack refuses for good is given up after a day, and is to be seen', async () => {
  const on = await scene({ slack: 'webhook' });
  on.slack.inject({ status: 404, body: { text: 'no_service' }, times: 1_000 });
  await on.deploy(await on.push());
  await on.pass(2 * hour);
  expect(on.slack.requests.length).toBeLessThan(12);
  const ready = (await (await fetch(`${on.app.url}/readyz`)).json()) as Record<string, unknown>;
  expect(ready).toMatchObject({
    status: 'ready',
    slack: {
      state: 'refused',
      reason: 'no_service',
      waiting: 1,
      advice: expect.stringContaining('SLACK_WEBHOOK_URL'),
    },
  });
  await on.pass(23 * hour);
  const metrics = await (await fetch(`${on.app.url}/metrics`)).text();
  expect(metrics).toContain('hotfix_policy_slack_news{event="deployed",outcome="given-up"} 1');
  const asked = on.slack.requests.length;
  on.slack.clearFaults();
  await on.pass(2 * hour);
  expect(on.slack.headlines()).toEqual(['Hotfix overdue']);
  expect(on.slack.requests.length).toBe(asked + 2);
});

test('a process that died while it sent does not send again', async () => {
  const on = await scene({ slack: 'webhook' });
  on.slack.inject({ status: 429 });
  await on.deploy(await on.push());
  expect(await fates(on)).toEqual({ deployed: 'due' });
  await on.database.db.updateTable('slack_news').set({ state: 'sending' }).execute();
  await on.restart();
  await on.pass(minute);
  expect(await fates(on)).toEqual({ deployed: 'unknown' });
  expect(on.slack.messages).toEqual([]);
});

test('no secret is in a row', async () => {
  const on = await scene({ slack: 'bot' });
  on.slack.inject({ status: 503 });
  await on.deploy(await on.push());
  await on.pass(hour);
  const rows = [
    ...(await on.database.db.selectFrom('slack_news').selectAll().execute()),
    ...(await on.database.db.selectFrom('slack_threads').selectAll().execute()),
    ...(await on.database.db.selectFrom('subjects').selectAll().execute()),
  ];
  expect(rows.length).toBeGreaterThan(2);
  expect(JSON.stringify(rows)).not.toContain(on.slack.token);
});

test('breaches of the repository as a whole are told at their opening and at their cure', async () => {
  const on = await scene({ policy: all, slack: 'bot' });
  const files = { 'quick.ts': 'quick\n' };
  const sha = await on.repository.as('eve').push('feature/quick', { from: 'main', files });
  await on.deploy(sha, 'feature/quick');
  await on.pass(5 * minute);
  const main = (await on.repository.head('main')) ?? '';
  await on.deploy(main, 'main');
  await on.pass(5 * minute);
  await on.repository
    .as('bob')
    .push('main', { files: { '.github/hotfix-policy.yml': `modus: off\n${all}` } });
  await on.pass(5 * minute);
  await on.repository.as('bob').push('main', { files: { '.github/hotfix-policy.yml': all } });
  await on.pass(5 * minute);
  for (const number of [1, 2, 3]) await on.push(`hotfix/INCIDENT-${number}-more`, `${number}\n`);
  await on.pass(5 * minute);
  await on.restart();
  await on.pass(2 * minute);
  expect(on.slack.messages.map(({ text, threadTs }) => [text.slice(0, 25), threadTs === null])).toEqual([
    [expect.stringMatching(/^Rogue deploy of/), true],
    [expect.stringMatching(/^Rogue deploy of/), false],
    ['The policy file is valid ', true],
    ['The policy file is valid ', false],
    ['Too many hotfixes: 3 in N', true],
  ]);
});

test('a message that somebody takes away is not missed, and the next news begins another', async () => {
  const on = await scene({ policy: all, slack: 'bot' });
  await on.deploy(await on.push());
  await on.pass(minute);
  on.slack.messages.length = 0;
  await on.pass(25 * hour);
  await on.repository.as('grace').mergePull(on.pull().number);
  await on.pass(hour);
  expect(on.slack.headlines()).toEqual(['Hotfix done', 'Hotfix done']);
  expect(on.slack.messages.map(({ threadTs }) => threadTs === null)).toEqual([true, false]);
});

test('a branch that is renamed after its deploy goes on in the same thread', async () => {
  const on = await scene({ policy: all, slack: 'bot' });
  const sha = await on.push('hotfix/quick');
  await on.deploy(sha, 'hotfix/quick');
  await on.pass(minute);
  await on.repository.as('ada').pointBranch(branch, sha);
  await on.repository.as('ada').deleteBranch('hotfix/quick');
  await on.rest();
  await on.pass(25 * hour);
  const [first, ...others] = on.slack.messages;
  expect(others.map(({ text, threadTs }) => [text.slice(0, 14), threadTs])).toEqual([
    ['Hotfix overdue', first?.ts],
  ]);
  expect(first?.text).toContain('INCIDENT-123');
});

test('a review that is due is told once, in working hours, and one that is not complete alone', async () => {
  const on = await scene({ policy: 'notify: {slack: [review]}\nreminders: {limit: 0}\n', slack: 'webhook' });
  const sha = await on.push();
  await on.deploy(sha);
  await on.pass(minute);
  await on.repository.as('grace').mergePull(on.pull().number);
  // Opened on Monday, it is due on Saturday.
  await on.pass(6 * 24 * hour);
  expect(on.slack.messages).toEqual([]);
  await on.pass(2 * 24 * hour);
  expect(on.slack.headlines()).toEqual(['Review due: INCIDENT-123']);
  expect(JSON.stringify(on.slack.messages)).toContain('Timeline: deploy started, issue detected');
  await on.restart();
  await on.pass(14 * 24 * hour);
  expect(on.slack.messages).toHaveLength(1);
});
