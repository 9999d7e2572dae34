/** What networks, clocks and GitHub do: nothing is lost, nothing is said twice, and nothing flashes up in between. */
import type { Fault } from '../../demo/stand-in/faults.ts';
import type { SentDelivery } from '../../demo/stand-in/wire.ts';
import { breachesIn } from '../support/breaches.ts';
import { branch, hour, type Scene, scene } from './scene.ts';

/** GitHub moves the target, closes the pull request, and deletes the branch. */
const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

test.each(['merge', 'squash'] as const)(
  'deliveries of a %s in any order give the same end, and nothing flashes up in between',
  async (method) => {
    // What differs between the two is not the order: of the other some do.
    for (const order of method === 'merge' ? orders : orders.slice(2, 4)) {
      const on = await scene({ deleteBranchOnMerge: true });
      const sha = await on.push();
      await on.deploy(sha);
      on.github.wire.hold();
      await on.repository.as('grace').mergePull(on.pull().number, method);
      const told: SentDelivery[] = [];
      on.github.wire.release((held) => {
        told.push(...held);
        return [];
      });
      expect(told.map((one) => one.event)).toEqual(['push', 'pull_request', 'push']);
      for (const index of order) {
        const delivery = told[index];
        if (delivery) on.github.wire.redeliver(delivery);
        await on.rest();
        await on.pass(2_000);
        expect(breachesIn(on.repository)).toEqual([]);
        expect(on.pull().comments).toHaveLength(1);
        expect(on.pull().comments[0]?.body).not.toMatch(/closed|discarded|deleted|lost/i);
      }
      await on.pass(60_000);
      expect(on.checks(sha)).toMatchObject([{ conclusion: 'success' }]);
      expect(on.pull().comments[0]?.body).toContain('was merged');
      expect(on.repository.pulls).toHaveLength(1);
      await on.close();
    }
  },
  300_000,
);

test('a merge of which nothing but the deletion is ever told is found out', async () => {
  const on = await scene({ deleteBranchOnMerge: true });
  const sha = await on.push();
  await on.deploy(sha);
  on.github.wire.hold();
  await on.repository.as('grace').mergePull(on.pull().number, 'squash');
  on.github.wire.release((held) => held.slice(-1));
  await on.rest();
  await on.pass(60_000);
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'success' }]);
  expect(breachesIn(on.repository)).toEqual([]);
});

test('everything doubled and turned round gives the same end', async () => {
  const on = await scene({ deleteBranchOnMerge: true });
  on.github.wire.hold();
  const sha = await on.repository.as('ada').push(branch, { from: 'main', files: { 'src/payment.ts': 'x' } });
  const id = on.repository.automation.deployment({ sha, ref: branch, environment: 'production', by: 'ada' });
  on.repository.automation.deploymentStatus(id, 'success');
  on.github.wire.release((held) => [...held, ...held].reverse());
  await on.rest();
  await on.pass(60_000);
  expect(on.checks(sha)).toHaveLength(1);
  expect(on.repository.pulls).toHaveLength(1);
  expect(on.pull().comments).toHaveLength(1);
});

test('when everything is done, doing it again writes nothing', async () => {
  const on = await scene();
  await on.deploy(await on.push());
  await on.pass(26 * hour);
  const before = on.writes().length;
  for (const delivery of [...on.github.wire.log])
    on.github.wire.redeliver({ ...delivery, id: `${delivery.id}-again` });
  await on.pass(60_000);
  expect(on.writes()).toHaveLength(before);
});

test('while nothing is due, nothing is asked of GitHub', async () => {
  const on = await scene();
  await on.deploy(await on.push());
  await on.pass(5 * 60_000);
  on.github.requests.length = 0;
  await on.pass(20 * hour);
  expect(on.github.requests).toEqual([]);
});

test('a restart in the middle neither misses nor repeats anything', async () => {
  const on = await scene();
  const sha = await on.push();
  await on.restart();
  await on.deploy(sha);
  await on.restart();
  await on.pass(25 * hour);
  await on.restart();
  await on.pass(60_000);
  expect(on.checks(sha)).toHaveLength(1);
  expect(on.repository.pulls).toHaveLength(1);
  expect(on.pull().comments).toHaveLength(2);
  expect(breachesIn(on.repository)).toHaveLength(1);
});

test('three days of downtime are caught up with once', async () => {
  const on = await scene();
  await on.deploy(await on.push());
  on.setClock('2026-11-27T20:00:00.000Z');
  await on.rest();
  expect(on.pull().comments).toHaveLength(2);
  await on.pass(12 * hour);
  expect(on.pull().comments).toHaveLength(2);
  await on.pass(12 * hour);
  expect(on.pull().comments).toHaveLength(3);
});

test('a clock that steps back repeats nothing, and misses nothing', async () => {
  const on = await scene();
  await on.deploy(await on.push());
  on.setClock('2026-11-25T15:00:00.000Z');
  await on.rest();
  expect(on.pull().comments).toHaveLength(2);
  on.setClock('2026-11-24T10:00:00.000Z');
  await on.pass(26 * hour);
  expect(on.pull().comments).toHaveLength(2);
  await on.pass(27 * hour);
  expect(on.pull().comments).toHaveLength(3);
});

const writes = [/check-runs$/, /pulls$/, /labels$/, /issues\/\d+\/comments$/, /issues$/];

/** A life to its second day, in which each of these writes fails once. */
async function lifeInTrouble(fault: Omit<Fault, 'method' | 'path'>, paths: RegExp[]): Promise<void> {
  const on = await scene();
  for (const path of paths) on.github.faults.add({ method: 'POST', path, ...fault });
  const sha = await on.push();
  await on.deploy(sha);
  await on.pass(25 * hour);
  expect(on.checks(sha)).toHaveLength(1);
  expect(on.repository.pulls).toHaveLength(1);
  expect(on.pull().labels).toEqual(['hotfix', 'hotfix: overdue']);
  expect(on.pull().comments).toHaveLength(2);
  expect(breachesIn(on.repository)).toHaveLength(1);
  await on.close();
}

test.each([
  ['an answer lost after the effect', { cut: 'after' as const }],
  ['a 502 after the effect', { status: 502, after: true }],
])(
  '%s on each write in turn: everything there once',
  async (_, fault) => {
    for (const path of writes) await lifeInTrouble(fault, [path]);
  },
  300_000,
);

test.each([
  ['a connection cut before anything', { cut: 'before' as const }],
  ['a 500', { status: 500 }],
  [
    'a secondary rate limit',
    {
      status: 403,
      headers: { 'retry-after': '30' },
      body: { message: 'You have exceeded a secondary rate limit.' },
    },
  ],
  ['a 429', { status: 429, body: { message: 'Too many requests' } }],
])('%s on every write, once: everything there once', async (_, fault) => {
  await lifeInTrouble(fault, writes);
});

test('a mark that somebody else typed is not taken for the own', async () => {
  const on = await scene();
  on.github.faults.add({ method: 'POST', path: /issues\/\d+\/comments$/, status: 502 });
  const sha = await on.push();
  await on.repository.as('mallory').openPull({ head: branch });
  on.repository.as('mallory').comment(on.pull().number, '<!-- hotfix-policy:status:1 -->\n\nAll is well.');
  await on.rest();
  await on.deploy(sha);
  await on.pass(60_000);
  expect(on.pull().comments.map((one) => one.author.login)).toEqual(['mallory', 'hotfix-policy[bot]']);
});

test('issues that are switched off cost nothing else', async () => {
  const on = await scene({ hasIssues: false });
  await on.deploy(await on.push());
  await on.pass(25 * hour);
  expect(breachesIn(on.repository)).toHaveLength(0);
  expect(on.pull().labels).toContain('hotfix: overdue');
  expect(on.pull().comments).toHaveLength(2);
  on.github.requests.length = 0;
  await on.pass(5 * hour);
  expect(on.writes()).toEqual([]);
});

test('reviewers who may not be asked do not hinder the others', async () => {
  const on = await scene({ policy: 'backfill: {reviewers: [stranger, grace]}\n' });
  on.github.person('stranger');
  on.repository.allow('grace', 'write');
  await on.deploy(await on.push());
  expect(on.pull().pull?.requestedReviewers).toEqual(['grace']);
});

/** Deployed, where the request for reviews failed. */
async function deployedWithFault(fault: Omit<Fault, 'method' | 'path'>): Promise<Scene> {
  const on = await scene({ policy: 'backfill: {reviewers: [grace, acme/on-call]}\n' });
  on.repository.allow('grace', 'write');
  on.github.faults.add({ method: 'POST', path: /requested_reviewers$/, ...fault });
  await on.deploy(await on.push());
  return on;
}

const asked = (on: Scene): string[] | undefined => on.pull().pull?.reviewNotices.map(({ to }) => to);

test.each([
  ['an answer lost after the effect', { cut: 'after' as const }],
  ['a 502 without it', { status: 502 }],
])('reviewers are told once that they are asked, by %s too', async (_, fault) => {
  const on = await deployedWithFault(fault);
  await on.pass(hour);
  expect(asked(on)).toEqual(['grace', 'on-call']);
});

test.each([
  ['was lost', { cut: 'after' as const }],
  ['was not done', { status: 502 }],
])('nor after the database is lost as well, whether the request %s', async (_, fault) => {
  const on = await deployedWithFault(fault);
  await on.forget();
  await on.sweep();
  await on.pass(hour);
  expect(on.pull().comments).toHaveLength(1);
  expect(asked(on)).toEqual(['grace', 'on-call']);
});

test.each([
  ['a person', 'bob'],
  ['a team', 'acme/on-call'],
])('who is asked already is not told once more when the policy names %s beside', async (_, other) => {
  const on = await scene({ policy: 'backfill: {reviewers: [grace, acme/payments]}\n' });
  for (const login of ['grace', 'bob']) on.repository.allow(login, 'write');
  await on.deploy(await on.push());
  await on.repository.as('ada').push('main', {
    files: { '.github/hotfix-policy.yml': `backfill: {reviewers: [grace, acme/payments, ${other}]}\n` },
  });
  await on.pass(hour);
  expect(asked(on)).toEqual(['grace', 'payments', other.replace('acme/', '')]);
});

test('whom the one who opened the pull request has asked is not asked again', async () => {
  const on = await scene({ policy: 'backfill: {reviewers: [grace, carol]}\n' });
  for (const login of ['grace', 'carol']) on.repository.allow(login, 'write');
  const sha = await on.push();
  const number = await on.repository.as('bob').openPull({ head: branch, base: 'main' });
  on.repository.as('bob').requestReview(number, 'grace');
  await on.deploy(sha);
  await on.pass(hour);
  expect(asked(on)).toEqual(['grace', 'carol']);
});

test('a repository that was renamed keeps its hotfixes', async () => {
  const on = await scene();
  const sha = await on.push();
  on.repository.rename('checkout');
  await on.rest();
  await on.deploy(sha);
  expect(on.checks(sha)).toHaveLength(1);
  expect(on.repository.pulls).toHaveLength(1);
});

test('a suspended installation is left alone, and caught up with afterwards', async () => {
  const on = await scene();
  const sha = await on.push();
  on.github.suspend('acme', true);
  await on.rest();
  const before = on.writes().length;
  await on.pass(26 * hour);
  expect(on.writes()).toHaveLength(before);
  on.github.suspend('acme', false);
  await on.pass(60_000);
  expect(on.repository.pulls).toHaveLength(1);
  expect(on.checks(sha)).toMatchObject([{ conclusion: 'failure' }]);
});

test('hostile names mention nobody and break nothing', async () => {
  const on = await scene();
  const name = 'hotfix/$(id)-`x`-->|@bob-#1';
  const sha = await on.push(name);
  await on.deploy(sha, name);
  await on.pass(25 * hour);
  const texts = [
    on.pull().body,
    ...on.pull().comments.map((one) => one.body),
    ...on.repository.issues.map((one) => one.body),
  ];
  for (const text of texts) {
    expect(text.split('\n')[0]).toMatch(/^<!-- hotfix-policy:[a-z]+:[^>]+ -->$/);
    expect(text.replace(/`+[^`]*`+/g, '')).not.toContain('@bob');
  }
  expect(on.checks(sha)).toHaveLength(1);
});

test('an issue whose creation was cut off by a crash is still closed when it is cured', async () => {
  const on = await scene();
  await on.deploy(await on.push());
  on.github.faults.add({ method: 'POST', path: /issues$/, cut: 'after' });
  on.setClock('2026-11-24T14:05:00.000Z');
  await on.rest();
  expect(breachesIn(on.repository)).toMatchObject([{ state: 'open' }]);
  await on.repository.as('grace').mergePull(on.pull().number);
  await on.rest();
  await on.pass(60_000);
  expect(breachesIn(on.repository)).toMatchObject([{ state: 'closed' }]);
});

test('what GitHub hides for a moment is not written a second time', async () => {
  const on = await scene();
  const sha = await on.push();
  await on.deploy(sha);
  on.github.faults.add({ method: 'PATCH', path: /(check-runs|comments)\/\d+$/, status: 404, times: 2 });
  await on.repository.automation.check({ sha, name: 'full-ci', conclusion: 'failure' });
  await on.pass(hour);
  expect(on.checks(sha)).toHaveLength(1);
  expect(on.pull().comments).toHaveLength(1);
});

test('what was written, and is in no list yet, is not written a second time', async () => {
  for (const path of [/issues\/\d+\/comments$/, /check-runs$/]) {
    const on = await scene();
    on.github.faults.add({ method: 'POST', path, cut: 'after' });
    // As it was before.
    const none = path.test('/check-runs') ? { total_count: 0, check_runs: [] } : [];
    on.github.faults.add({ method: 'GET', path, status: 200, body: none as Record<string, unknown> });
    const sha = await on.push();
    await on.deploy(sha);
    await on.pass(hour);
    expect(on.checks(sha)).toHaveLength(1);
    expect(on.pull().comments).toHaveLength(1);
    await on.close();
  }
});

test('a changed policy that GitHub does not hand out at once comes into force by itself', async () => {
  const on = await scene({ policy: 'backfill: {open-after: 3h}\n' });
  await on.push();
  on.github.faults.add({ method: 'GET', path: /contents/, status: 502, times: 3 });
  const policy = 'backfill: {open-after: 5m}\n';
  await on.repository.as('bob').push('main', { files: { '.github/hotfix-policy.yml': policy } });
  await on.rest();
  await on.pass(hour);
  expect(on.repository.pulls).toHaveLength(1);
});

test('taken up again after a suspension, it goes on, also where GitHub lists no repositories', async () => {
  const on = await scene();
  await on.push();
  on.github.suspend('acme', true);
  await on.rest();
  await on.pass(26 * hour);
  expect(on.repository.pulls).toHaveLength(0);
  on.github.wire.reshape = (_, { repositories: _without, ...payload }) => payload;
  on.github.suspend('acme', false);
  await on.rest();
  await on.pass(hour);
  expect(on.repository.pulls).toHaveLength(1);
  expect(breachesIn(on.repository)).toMatchObject([{ state: 'open' }]);
});

test('what was refused for a moment is written when it is taken', async () => {
  const on = await scene({ policy: 'backfill: {deadline: 1h}\n' });
  on.github.faults.add({
    method: 'POST',
    path: /\/check-runs$/,
    status: 422,
    body: { message: 'No commit found for SHA' },
  });
  on.github.faults.add({
    method: 'POST',
    path: /\/issues$/,
    status: 422,
    body: { message: 'Validation Failed' },
  });
  const sha = await on.push();
  expect(on.checks(sha)).toHaveLength(0);
  await on.pass(6 * 60_000);
  expect(on.checks(sha)).toHaveLength(1);
  await on.pass(2 * hour);
  expect(breachesIn(on.repository)).toHaveLength(1);
});

test('a repository whose issues are switched off is not asked over and over', async () => {
  const on = await scene({ policy: 'frequency: {limit: 1}\n', hasIssues: false });
  await on.push();
  await on.push('hotfix/INCIDENT-124-more');
  await on.pass(24 * hour);
  const tried = on.writes().filter((write) => write.startsWith('POST') && write.endsWith('/issues'));
  expect(tried.length).toBeLessThan(20);
});

test('a policy file that GitHub hides for a moment stays in force', async () => {
  const on = await scene({ policy: 'mode: observe\n' });
  await on.push();
  on.github.faults.add({ method: 'GET', path: /contents/, status: 404 });
  await on.repository
    .as('bob')
    .push('main', { files: { '.github/hotfix-policy.yml': 'mode: observe # still\n' } });
  await on.rest();
  await on.pass(3 * hour);
  expect(on.repository.pulls).toHaveLength(0);
});
