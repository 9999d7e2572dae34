/** One review an incident: opened, filled in, reminded of, and people's part of it left to them. */
import type { Issue } from '../../demo/stand-in/model.ts';
import type { PlayedRepository } from '../../demo/stand-in/stand-in.ts';
import { branch, hour, type Scene, scene } from './scene.ts';

const policy =
  'timezone: Europe/Berlin\nowners: [grace]\nbranches: {name: "^(?<incident>INC(?:IDENT)?-\\\\d+)-(?<slug>.+)$"}\n';
const day = 24 * hour;

function reviewsIn({ issues }: PlayedRepository): Issue[] {
  return issues.filter(({ title }) => title.startsWith('Post-incident review'));
}

function reviewOf(on: Scene): Issue {
  const [review, ...others] = reviewsIn(on.repository);
  if (!review || others.length > 0) throw new Error(`there are ${others.length} reviews too many or none`);
  return review;
}

/** This App's part, and people's. */
function halves({ body }: Issue): [block: string, people: string] {
  const end = body.indexOf(':end -->');
  return [body.slice(0, end), body.slice(end + ':end -->'.length)];
}

const writesTo = (on: Scene, path: RegExp): string[] => on.writes().filter((one) => path.test(one));

/** The fast lane, with its jobs, as GitHub Actions runs it. */
async function lane(on: Scene, repository: PlayedRepository, sha: string, of = branch): Promise<void> {
  const { automation } = repository;
  const run = automation.run({
    path: '.github/workflows/hotfix-ci.yml',
    event: 'push',
    branch: of,
    sha,
    by: 'ada',
  });
  const deploy = automation.deployment({ sha, ref: of, environment: 'production', by: 'ada', run });
  automation.deploymentStatus(deploy, 'in_progress');
  automation.job(run, 'hotfix', { 'Unit tests (short)': 'success', 'Build and push': 'success' });
  automation.deploymentStatus(deploy, 'success');
  automation.completeRun(run, 'success');
  await on.pass(5_000);
}

async function deployed(yaml = policy): Promise<Scene & { sha: string }> {
  const on = await scene({ policy: yaml });
  const sha = await on.push();
  await lane(on, on.repository, sha);
  return { ...on, sha };
}

test('three hotfixes in two repositories, a rollback, and a review left half done', async () => {
  const on = await scene({ policy });
  const shop = on.repository;
  const ledger = await on.github.repository('acme/ledger', {
    files: {
      'ledger.ts': 'export const retries = 0;\n',
      'runbooks/ledger.md': '# Ledger\n',
      '.github/hotfix-policy.yml': policy,
    },
  });
  ledger.as('ada');
  // What broke it, and what was there before.
  const good = (await shop.head('main')) ?? '';
  await on.deploy(good, 'main');
  const bad = await shop
    .as('bob')
    .push('main', { files: { 'src/payment.ts': 'export const timeout = 0;\n' } });
  await on.deploy(bad, 'main');
  await on.pass(hour);
  await on.deploy(good, 'main');
  await on.pass(10 * 60_000);

  const first = await on.push();
  await lane(on, shop, first);
  const other = 'hotfix/INCIDENT-123-retry-the-ledger';
  const second = await ledger
    .as('ada')
    .push(other, { from: 'main', files: { 'ledger.ts': 'export const retries = 3;\n' } });
  await on.rest();
  await lane(on, ledger, second, other);
  const third = 'hotfix/INCIDENT-123-and-log-it';
  await on.push(third, 'export const timeout = 30; // logged\n');
  await on.pass(60_000);

  expect(reviewsIn(ledger)).toHaveLength(0);
  const review = reviewOf(on);
  const [block, people] = halves(review);
  for (const name of [branch, other, third]) expect(block).toContain(`\`${name}\``);
  expect(block).toContain('acme/ledger#1');
  expect(block).toMatch(new RegExp(`Deploy started \\| 23 Nov 2026, 15:00.*${bad.slice(0, 7)}`));
  expect(block).toMatch(new RegExp(`Rollback initiated \\| 23 Nov 2026, 16:0.*${good.slice(0, 7)}`));
  expect(block).toContain('| `unit-tests` | [passed]');
  expect(block).toContain('no job of the fast lane ran for `critical-scan`, although the policy keeps it');
  expect(block).toContain('- **Runbooks:** `ledger:runbooks/ledger.md`');
  expect(people).toContain('## Improvements');
  // Each hotfix leads to it.
  await ledger.automation.check({ sha: second, name: 'full-ci', conclusion: 'success' });
  await on.pass(60_000);
  const status = ledger.pulls[0]?.comments.find(({ body }) => body.includes(':status:'));
  expect(status?.body).toContain(`- **Review:** [acme/checkout-service#${review.number}]`);

  // Half of it is filled in, from two places.
  shop.as('bob').comment(review.number, '/hotfix timeline detected 15:20');
  shop.allow('carol', 'write');
  ledger.as('carol').comment(ledger.pulls[0]?.number ?? 0, '/hotfix timeline recovered 16:05');
  await on.pass(60_000);
  const ticked = review.body
    .replace('- [ ] Could a test', '- [x] Could a test')
    .replace('1. Add test:', '1. Add test: #1');
  shop.as('bob').editIssue(review.number, ticked);
  await on.pass(5 * 60_000);
  expect(halves(review)[0]).toContain('Issue detected | 23 Nov 2026, 15:20 CET');
  expect(halves(review)[0]).toContain('Service recovered | 23 Nov 2026, 16:05 CET');
  expect(halves(review)[0]).not.toContain('Could a test');
  expect(halves(review)[0]).toContain('Could canary analysis');
  expect(halves(review)[1]).toBe(halves({ ...review, body: ticked })[1]);
  expect(review.comments.filter(({ body }) => body.includes('**Recorded.** Issue detected'))).toHaveLength(1);

  // Due on Saturday: reminded of on Monday morning, then weekly, seven times in all.
  await on.pass(5 * day);
  const reminders = () => review.comments.filter(({ body }) => body.includes(':reminder:'));
  expect(reminders()).toHaveLength(0);
  await on.pass(2 * day);
  expect(reminders()).toHaveLength(1);
  expect(reminders()[0]?.createdAt.toISOString()).toMatch(/^2026-11-30T08:00/);
  expect(reminders()[0]?.body).toContain('@ada');
  expect(reminders()[0]?.body).toContain('Reminder 1 of 7.');
  await on.restart();
  await on.pass(7 * day);
  expect(reminders()).toHaveLength(2);
  shop.as('bob').closeIssue(review.number);
  await on.pass(21 * day);
  expect(reminders()).toHaveLength(2);
  expect(review.state).toBe('closed');
  expect(reviewsIn(shop)).toHaveLength(1);
}, 300_000);

test.each(['public', 'private'] as const)(
  'what not everybody may see is told in no public place, whatever is deployed first: %s',
  async (first) => {
    const on = await scene({ policy });
    const shop = on.repository;
    const secret = await on.github.repository('acme/secret', {
      visibility: 'private',
      files: { 'core.ts': 'export const on = false;\n', '.github/hotfix-policy.yml': policy },
    });
    const hidden = 'hotfix/INCIDENT-123-switch-the-core-on';
    const sha = await on.push();
    const other = await secret
      .as('ada')
      .push(hidden, { from: 'main', files: { 'core.ts': 'export const on = true;\n' } });
    await on.rest();
    const both = [() => lane(on, shop, sha), () => lane(on, secret, other, hidden)];
    for (const deploy of first === 'public' ? both : both.reverse()) {
      await deploy();
      await on.pass(hour);
    }
    shop.as('bob').comment(shop.pulls[0]?.number ?? 0, '/hotfix status');
    await on.pass(hour);
    const told = [...texts(on).flat(), ...on.checks(sha).map(({ summary }) => summary)].join();
    expect(told).not.toMatch(/secret|switch-the-core-on/);
    expect([reviewsIn(shop).length, reviewsIn(secret).length]).toEqual(first === 'public' ? [1, 0] : [0, 1]);
    if (first === 'public') return;
    const [review] = reviewsIn(secret);
    expect(review?.body).toContain(branch);
  },
  180_000,
);

test('a person’s edit between reading and writing is not lost', async () => {
  const on = await deployed();
  const review = reviewOf(on);
  const theirs = `${review.body}\nGrace found the cause in the proxy.\n`;
  // The App reads the issue, and grace saves hers before it writes.
  on.github.onExchange(({ method, path }) => {
    if (method !== 'GET' || !path.endsWith(`/issues/${review.number}`) || review.body.includes('Grace'))
      return;
    if (saved) return;
    saved = true;
    on.repository.as('grace').editIssue(review.number, theirs);
  });
  let saved = false;
  on.repository.as('bob').comment(review.number, '/hotfix timeline detected 14:50');
  await on.pass(60_000);
  expect(saved).toBe(true);
  await on.pass(5 * 60_000);
  expect(review.body).toContain('Grace found the cause in the proxy.');
  expect(halves(review)[0]).toContain('Issue detected | 23 Nov 2026');
  const before = on.writes().length;
  await on.pass(hour);
  expect(on.writes().length).toBe(before);
}, 120_000);

test('a torn block is restored, and people’s text around it stays', async () => {
  const on = await deployed();
  const review = reviewOf(on);
  on.repository.as('bob').editIssue(review.number, 'Ours.\r\n\r\nAlso ours.');
  await on.pass(5 * 60_000);
  on.repository.as('bob').comment(review.number, '/hotfix timeline rollback none');
  await on.pass(60_000);
  expect(review.body).toMatch(/^<!-- hotfix-policy:review:INCIDENT-123 -->/);
  expect(review.body.endsWith('Ours.\r\n\r\nAlso ours.')).toBe(true);
  expect(reviewsIn(on.repository)).toHaveLength(1);
}, 120_000);

test('commands on a review: who may give them, which belong elsewhere, and rows in the wrong order', async () => {
  const on = await deployed();
  const review = reviewOf(on);
  on.repository.allow('mallory', 'read');
  const say = async (login: string, body: string, number = review.number) => {
    await on.pass(1_000);
    on.repository.as(login).comment(number, body);
    await on.pass(5_000);
    return on.repository.state.issues.get(number)?.comments.at(-1)?.body ?? '';
  };
  expect(await say('mallory', '/hotfix timeline detected 14:00')).toContain('you may not give this command');
  expect(halves(review)[0]).toContain('Issue detected | **missing**');
  expect(await say('bob', '/hotfix timeline recovered 14:30')).toContain(
    '14:30 CET (UTC+1), which is 23 Nov 2026, 13:30 UTC',
  );
  expect(await say('bob', '/hotfix timeline detected 14:50')).toContain('**Check the order:**');
  expect(await say('bob', '/hotfix timeline detected 14:20')).not.toContain('**Check the order:**');
  expect(halves(review)[0]).toContain('Issue detected | 23 Nov 2026, 14:20 CET');
  expect(await say('bob', '/hotfix timeline detected 2027-01-01 10:00')).toContain(
    'needs a time that has passed',
  );
  expect(await say('bob', '/hotfix timeline when 10:00')).toContain('needs a row');
  expect(await say('bob', '/hotfix waive it is gone')).toContain('Give the command on the hotfix');
  expect(await say('mallory', '/hotfix status')).toContain('The review is not complete');
  expect(await say('mallory', '/hotfix help')).toContain('`/hotfix timeline <row> <time>`');
  expect(await say('bob', '/hotfix timeline root-cause unknown nobody knows', 1)).toContain(
    `#${review.number}`,
  );
  expect(halves(review)[0]).toContain('“nobody knows”');
}, 180_000);

test.each(['before', 'after'] as const)(
  'a creation whose answer is lost (%s) gives one review',
  async (cut) => {
    const on = await scene({ policy });
    const sha = await on.push();
    on.github.faults.add({ method: 'POST', path: /\/issues$/, cut });
    await lane(on, on.repository, sha);
    await on.restart();
    await on.pass(hour);
    expect(reviewsIn(on.repository)).toHaveLength(1);
    expect(halves(reviewOf(on))[1]).toContain('## Pipeline gaps');
  },
  120_000,
);

test('an emptied database finds the review and its commands again, and writes nothing', async () => {
  const on = await deployed();
  const review = reviewOf(on);
  on.repository.as('bob').comment(review.number, '/hotfix timeline detected 14:20');
  await on.pass(60_000);
  on.repository.as('bob').editIssue(review.number, `Before it all.\n\n${review.body}`);
  await on.pass(8 * day);
  const { body } = review;
  const comments = review.comments.length;
  await on.forget();
  on.github.requests.length = 0;
  await on.sweep();
  await on.pass(hour);
  expect(review.body).toBe(body);
  expect(on.writes()).toEqual([]);
  expect(review.comments).toHaveLength(comments);
  on.repository.as('bob').comment(review.number, '/hotfix timeline recovered 2026-11-23 14:40');
  await on.pass(60_000);
  expect(halves(review)[0]).toContain('Issue detected | 23 Nov 2026, 14:20');
  expect(halves(review)[0]).toContain('Service recovered | 23 Nov 2026, 14:40');
}, 180_000);

test('an issue that a person opened with the form becomes the review, and its text is not changed', async () => {
  const on = await scene({ policy });
  const sha = await on.push();
  const form =
    '### Incident ID\n\nINCIDENT-123\n\n### Deployment Timeline\n\n- Deploy started:\n\n### Pipeline Gaps\n\n- [x] Could a test have caught this?\n\n### Pipeline Improvements\n\n1. Add test: #1\n';
  on.repository.allow('mallory', 'read');
  const strange = on.repository.as('mallory').openIssue('Mine', form);
  const number = on.repository.as('bob').openIssue('Looking back', form);
  await on.pass(60_000);
  await lane(on, on.repository, sha);
  expect(reviewsIn(on.repository)).toHaveLength(0);
  const review = on.repository.state.issues.get(number);
  expect(review?.body).toBe(form);
  const own = review?.comments.filter(({ body }) =>
    body.startsWith('<!-- hotfix-policy:review:INCIDENT-123 -->'),
  );
  expect(own).toHaveLength(1);
  expect(own?.[0]?.body).not.toContain('Could a test');
  expect(on.repository.state.issues.get(strange)?.comments).toHaveLength(0);
  const third = on.repository.as('bob').openIssue('Once more', form);
  await on.pass(60_000);
  expect(on.repository.state.issues.get(third)?.comments[0]?.body).toContain(`[#${number}]`);
  const seen = texts(on);
  await on.forget();
  on.github.requests.length = 0;
  await on.sweep();
  await on.pass(hour);
  expect(texts(on)).toEqual(seen);
  // That the hotfix has a review is found out a moment after the hotfix: its texts are brought up to date for that.
  expect(on.writes().filter((one) => !one.startsWith('PATCH'))).toEqual([]);
}, 180_000);

function texts({ repository }: Scene): string[][] {
  const { issues } = repository.state;
  return [...issues.values()].map(({ comments, body }) => [body, ...comments.map((one) => one.body)]);
}

test('no review opens in observe mode, where the policy wants none, or for a branch without an incident', async () => {
  const on = await scene({ policy: 'mode: observe\n' });
  const sha = await on.push();
  await lane(on, on.repository, sha);
  await on.pass(hour);
  expect(on.repository.issues).toHaveLength(0);
  expect(on.checks(sha)[0]?.summary).toContain('an issue for the review of `INCIDENT-123`');
  await on.repository
    .as('ada')
    .push('main', { files: { '.github/hotfix-policy.yml': 'review: {open: false}\n' } });
  await on.pass(hour);
  expect(reviewsIn(on.repository)).toHaveLength(0);
  const wrong = await on.push('hotfix/quick', 'export const timeout = 31;\n');
  await lane(on, on.repository, wrong, 'hotfix/quick');
  const pull = on.repository.pulls.find((one) => one.pull?.head === 'hotfix/quick');
  on.repository.as('bob').comment(pull?.number ?? 0, '/hotfix timeline detected 14:00');
  await on.pass(60_000);
  expect(pull?.comments.at(-1)?.body).toContain('a timeline belongs to an incident');
  expect(reviewsIn(on.repository)).toHaveLength(0);
}, 180_000);

test('what it costs: one issue, its label, one question for jobs, and one change when the hotfix is merged', async () => {
  const on = await deployed();
  await on.repository.automation.check({ sha: on.sha, name: 'lint', conclusion: 'success' });
  await on.pass(hour);
  await on.repository.as('grace').mergePull(on.pull().number);
  await on.pass(hour);
  const review = reviewOf(on);
  expect(writesTo(on, new RegExp(`/issues/${review.number}$`))).toHaveLength(1);
  const jobs = on.github.requests.filter(({ path }) => path.endsWith('/jobs'));
  expect(jobs).toHaveLength(1);
  expect(halves(review)[0]).toContain('| `lint` | skipped by the policy | [passed]');
  expect(halves(review)[0]).toContain('on `main` since 23 Nov 2026');
}, 120_000);
