/** Policy files on branches, on the default branch, and of the whole organisation. */
import { check } from '../../src/cli/check.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { breachesIn } from '../support/breaches.ts';
import { hour, type Scene, scene } from './scene.ts';

const path = '.github/hotfix-policy.yml';
const twin = '.github/hotfix-policy.yaml';

async function propose(
  on: Scene,
  files: Record<string, string | null>,
  branch = 'tune-the-lane',
): Promise<string> {
  const known = await on.repository.head(branch);
  const sha = await on.repository.as('grace').push(branch, { ...(known ? {} : { from: 'main' }), files });
  await on.rest();
  return sha;
}

async function say(on: Scene, files: Record<string, string | null>): Promise<string> {
  const sha = await on.repository.as('grace').push('main', { files });
  await on.rest();
  return sha;
}

/** What `hotfix-policy check` says of it. */
/** Each mistake as `check` names it, without its code, which no annotation has. */
async function checkedByHand(file: string): Promise<object[]> {
  const said: string[] = [];
  await runCommand({ name: 'check', command: check }, ['-', '--json'], {
    read: async () => Buffer.from(file),
    out: (line) => said.push(line),
    err: (line) => said.push(line),
    progress: () => undefined,
    strong: (words) => words,
  });
  const { mistakes } = JSON.parse(said.join('\n')) as { mistakes: { code: string }[] };
  return mistakes.map(({ code: _, ...rest }) => rest);
}

const reads = (on: Scene): number =>
  on.github.requests.filter(({ method, path: of }) => method === 'GET' && of.includes('hotfix-policy'))
    .length;

describe('a branch that changes the file', () => {
  test('is told what would be in force, key by key', async () => {
    const on = await scene();
    const sha = await propose(on, { [path]: 'backfill: {deadline: 12h}\nowners: [grace]\n' });
    const [run] = on.policyChecks(sha);
    expect(run).toMatchObject({ conclusion: 'success', title: 'The policy file has no mistakes' });
    expect(run?.summary).toContain('| `backfill.deadline` | `12h` | this file |');
    expect(breachesIn(on.repository)).toHaveLength(0);
  });

  test('has an annotation at the line of each mistake, and the policy in force stays', async () => {
    const on = await scene({ policy: 'backfill: {deadline: 3h}\n' });
    const file = [
      'remindrs: {}',
      'mode: fast',
      "branches: { name: '(' }",
      'reminders: { quiet-hours: 20:00-20:00 }',
      'timezone: Berlin',
    ];
    const sha = await propose(on, { [path]: file.join('\n') });
    const [run] = on.policyChecks(sha);
    expect(run).toMatchObject({ conclusion: 'failure', title: 'The policy file has 5 mistakes' });
    expect(
      run?.annotations.map(({ path: of, start_line, start_column, message }) => [
        of,
        start_line,
        start_column,
        message,
      ]),
    ).toEqual([
      [path, 1, 1, '`remindrs` is not a key of the policy; did you mean `reminders`?'],
      [path, 2, 7, '`mode` must be one of enforce, observe, off.'],
      [path, 3, 19, '`branches.name` is not a valid regular expression: missing closing ).'],
      [
        path,
        4,
        27,
        '`reminders.quiet-hours` would never end; write two different times, such as 20:00-08:00.',
      ],
      [path, 5, 11, '`timezone` is not a known time zone; did you mean Europe/Berlin?'],
    ]);
    expect(breachesIn(on.repository)).toHaveLength(0);
    expect(await checkedByHand(file.join('\n'))).toEqual(
      run?.annotations.map(({ start_line: line, start_column: column, title, message }) => ({
        line,
        column,
        path: title,
        message,
      })),
    );
    const hotfix = await on.push();
    expect(on.checks(hotfix)[0]?.summary).toContain('23 Nov 2026, 17:00 UTC');
  });

  test('hears of people and teams that are not there', async () => {
    const on = await scene();
    const file = 'owners: [grace, nobody-at-all]\napprovers: [acme/payments, acme/gone]\n';
    const sha = await propose(on, { [path]: file });
    const [run] = on.policyChecks(sha);
    expect(run).toMatchObject({ conclusion: 'failure', title: 'The policy file has 2 mistakes' });
    expect(run?.annotations.map(({ start_line, title }) => [start_line, title])).toEqual([
      [1, 'owners.1'],
      [2, 'approvers.1'],
    ]);
  });

  test('keeps its check on every later head, until it no longer changes the file', async () => {
    const on = await scene();
    await propose(on, { [path]: 'mode: fast\n' });
    const later = await propose(on, { 'README.md': '# More\n' });
    expect(on.policyChecks(later)).toMatchObject([{ conclusion: 'failure' }]);
    const branched = await on.repository.as('bob').push('another', { from: later, files: { 'x.ts': '1\n' } });
    await on.rest();
    expect(on.policyChecks(branched)).toMatchObject([{ conclusion: 'failure' }]);
    const mended = await propose(on, { [path]: 'mode: observe\n' });
    expect(on.policyChecks(mended)).toMatchObject([{ conclusion: 'success' }]);
    const without = await propose(on, { [path]: null });
    expect(on.policyChecks(without)).toEqual([]);
    const before = reads(on);
    await propose(on, { 'README.md': '# Even more\n' });
    expect(reads(on)).toBe(before);
  });

  test('that does not touch it asks nothing', async () => {
    const on = await scene();
    await on.push();
    const before = reads(on);
    const sha = await propose(on, { 'README.md': '# More\n' });
    expect(reads(on)).toBe(before);
    expect(on.policyChecks(sha)).toEqual([]);
  });

  test('and that ends without being merged is forgotten', async () => {
    const on = await scene();
    await propose(on, { [path]: 'mode: fast\n' });
    await on.repository.as('grace').deleteBranch('tune-the-lane');
    await on.rest();
    const before = reads(on);
    await propose(on, { 'README.md': '# Anew\n' });
    expect(reads(on)).toBe(before);
  });

  test('under the other name is told so, and read where it is alone', async () => {
    const on = await scene({ policy: 'mode: enforce\n' });
    const both = await propose(on, { [twin]: 'mode: observe\n' });
    expect(on.policyChecks(both)).toMatchObject([{ conclusion: 'failure' }]);
    expect(on.policyChecks(both)[0]?.annotations[0]?.message).toContain(`There is also a \`${twin}\``);
    const alone = await propose(on, { [path]: null }, 'tune-the-lane');
    expect(on.policyChecks(alone)).toMatchObject([{ conclusion: 'success' }]);
    expect(on.policyChecks(alone)[0]?.summary).toContain(`\`${twin}\` is read, but`);
    await on.repository.as('grace').pointBranch('main', alone);
    await on.rest();
    expect(on.checks(await on.push())).toMatchObject([{ conclusion: 'neutral' }]);
  });

  test('while GitHub does not hand it out, is checked as soon as it does', async () => {
    const on = await scene();
    await on.push();
    on.github.faults.add({ method: 'GET', path: /hotfix-policy/, status: 502, times: 4 });
    const sha = await propose(on, { [path]: 'mode: fast\n' });
    expect(on.policyChecks(sha)).toEqual([]);
    await on.pass(hour);
    expect(on.policyChecks(sha)).toMatchObject([{ conclusion: 'failure' }]);
  });
});

describe('a branch that changes runbooks', () => {
  const runbook = 'runbooks/payments-outage.sh';
  const strict = '#!/usr/bin/env bash\nset -euo pipefail\n';
  const files = { [runbook]: `${strict}kubectl get pods\n`, 'runbooks/other.sh': 'rm x\n' };
  const reading = (on: Scene): number =>
    on.github.requests.filter(({ method, path: of }) => method === 'GET' && /runbooks|compare/.test(of))
      .length;

  test('is told what is wrong with those that it changes, at the lines, on each head until it is right', async () => {
    const on = await scene({ files });
    const wrong = await propose(on, { [runbook]: '#!/bin/bash\nkubectl get pods\nif true; then\n' });
    expect(on.runbookChecks(wrong)).toMatchObject([
      {
        conclusion: 'failure',
        title: 'The runbooks have 1 problem',
        annotations: [{ path: runbook, start_line: 3, title: 'Syntax error' }],
      },
    ]);
    const loose = await propose(on, { [runbook]: '#!/bin/bash\nkubectl get pods\n' });
    expect(on.runbookChecks(loose)[0]?.annotations).toMatchObject([
      { start_line: 2, title: 'No strict mode' },
    ]);
    const later = await propose(on, { 'README.md': '# More\n' });
    expect(on.runbookChecks(later)).toMatchObject([{ conclusion: 'failure' }]);
    const right = await propose(on, { [runbook]: `${strict}kubectl get pods --all-namespaces\n` });
    expect(on.runbookChecks(right)).toMatchObject([
      { conclusion: 'success', title: 'The runbooks are fine', annotations: [] },
    ]);
    expect(on.policyChecks(right)).toEqual([]);
    // One check run a head, whatever happens again.
    await on.restart();
    await on.pass(hour);
    expect(on.runbookChecks(right)).toHaveLength(1);
    expect(on.repository.issues).toHaveLength(0);
  });

  test('never shows the secret that is in one', async () => {
    const on = await scene();
    const secret = ['s3cr', 'et9v', 'alue7'].join('');
    const text = `${strict}DB_${'PASSWORD'}=${secret} psql\n`;
    const sha = await propose(on, { [runbook]: text });
    const [check] = on.runbookChecks(sha);
    expect(check?.annotations).toMatchObject([{ start_line: 3, title: 'Secret in the script' }]);
    expect(JSON.stringify(on.github.requests.filter(({ method }) => method !== 'GET'))).not.toContain(secret);
  });

  test('hears nothing where it changes no script among them, and nothing is asked', async () => {
    const on = await scene({ files });
    await on.push();
    const before = reading(on);
    const words = await propose(on, { 'runbooks/a.md': '# Restart it\n', 'src/run.sh': 'rm x\n' });
    const without = await propose(on, { [runbook]: null });
    expect(reading(on)).toBe(before);
    expect([...on.runbookChecks(words), ...on.runbookChecks(without)]).toEqual([]);
    const prose = await propose(on, { 'runbooks/README': 'Call Grace.\n' }, 'prose');
    expect(on.runbookChecks(prose)).toEqual([]);
  });

  test('or is made anew of another one, is judged by what it changes against the target', async () => {
    const on = await scene({ files });
    await propose(on, { [runbook]: 'rm x\n' });
    const other = await propose(on, { 'README.md': '# Another\n' }, 'another');
    expect(on.runbookChecks(other)).toEqual([]);
    const bob = on.repository.as('bob');
    const forced = await bob.forcePush('tune-the-lane', {
      from: 'main',
      files: { 'runbooks/new.sh': 'rm x\n' },
    });
    await on.rest();
    expect(on.runbookChecks(forced)[0]?.annotations).toMatchObject([{ path: 'runbooks/new.sh' }]);
  });

  test('gets a neutral check where the policy observes, and none where it is off', async () => {
    const on = await scene({ policy: 'mode: observe\nrunbooks: { paths: [ops/**] }\n' });
    const sha = await propose(on, { 'ops/a.sh': 'rm x\n', [runbook]: 'rm x\n' });
    expect(on.runbookChecks(sha)).toMatchObject([
      { conclusion: 'neutral', title: 'The runbooks have 1 problem', annotations: [{ path: 'ops/a.sh' }] },
    ]);
    await say(on, { [path]: 'mode: off\n' });
    const off = await propose(on, { [runbook]: 'rm x\n' }, 'off');
    expect(on.runbookChecks(off)).toEqual([]);
  });

  test('while GitHub does not hand them out, is checked as soon as it does', async () => {
    const on = await scene();
    await on.push();
    on.github.faults.add({ method: 'GET', path: /runbooks/, status: 502, times: 4 });
    const sha = await propose(on, { [runbook]: 'rm x\n' });
    expect(on.runbookChecks(sha)).toEqual([]);
    await on.pass(hour);
    expect(on.runbookChecks(sha)).toMatchObject([{ conclusion: 'failure' }]);
  });
});

describe('mistakes on the default branch', () => {
  test('have one issue, which is kept up to date, closes when they are mended, and opens again', async () => {
    const on = await scene({ policy: 'backfill: {deadline: 3h}\n' });
    const broken = await say(on, { [path]: 'mode: fast\n' });
    expect(on.policyChecks(broken)).toMatchObject([
      { conclusion: 'failure', annotations: [{ start_line: 1 }] },
    ]);
    const [issue] = breachesIn(on.repository);
    expect(issue).toMatchObject({
      state: 'open',
      title: 'The policy file has mistakes',
      labels: ['hotfix-policy'],
    });
    expect(issue?.body).toContain('the last version without mistakes stays in force');
    await say(on, { [path]: 'mode: fast\nowner: []\n' });
    expect(issue?.body).toContain('did you mean \\`owners');
    await say(on, { [path]: 'mode: enforce\n' });
    expect(issue).toMatchObject({ state: 'closed' });
    expect(issue?.body).toContain('**Cured.**');
    await say(on, { [path]: 'mode: [\n' });
    expect(issue).toMatchObject({ state: 'open' });
    expect(breachesIn(on.repository)).toHaveLength(1);
    await on.restart();
    await on.pass(48 * hour);
    expect(breachesIn(on.repository)).toHaveLength(1);
  });

  test('under the other name have their annotation and their link there', async () => {
    const on = await scene();
    const broken = await say(on, { [twin]: 'mode: fast\n' });
    expect(on.policyChecks(broken)).toMatchObject([{ annotations: [{ path: twin }] }]);
    expect(on.policyChecks(broken)[0]?.summary).toContain(`/blob/main/${twin}#L1`);
  });

  test('are there from the beginning, perhaps', async () => {
    const on = await scene({ policy: 'mode: fast\n' });
    await on.push();
    await on.pass(hour);
    expect(breachesIn(on.repository).map(({ title }) => title)).toContain('The policy file has mistakes');
  });

  test('are mended, too, by a team that is made', async () => {
    const on = await scene({ policy: 'owners: [acme/new-team]\n' });
    const sha = await on.push();
    const [issue] = breachesIn(on.repository);
    expect(issue).toMatchObject({ state: 'open' });
    expect(issue?.body).toContain('acme/new-team');
    expect(on.checks(sha)).toMatchObject([{ status: 'in_progress' }]);
    on.github.team('acme', 'new-team', ['ada']);
    await on.pass(25 * hour);
    expect(issue).toMatchObject({ state: 'closed' });
  });

  test('in observe mode have a check run and no issue', async () => {
    const on = await scene({ policy: 'mode: observe\n' });
    const broken = await say(on, { [path]: 'mode: fast\n' });
    expect(on.policyChecks(broken)).toMatchObject([{ conclusion: 'failure' }]);
    expect(breachesIn(on.repository)).toHaveLength(0);
  });
});

describe("the organisation's file", () => {
  async function withOrganisation(file: string, options: Parameters<typeof scene>[0] = {}) {
    const on = await scene(options);
    const above = await on.github.repository('acme/.github', { files: { [path]: file } });
    return { ...on, above };
  }

  test('holds for a repository without one, and below one that has its own', async () => {
    const on = await withOrganisation('backfill: {deadline: 6h}\nmode: observe\n');
    expect(on.checks(await on.push())[0]).toMatchObject({ conclusion: 'neutral' });
    await say(on, { [path]: 'mode: enforce\n' });
    const sha = await on.push(undefined, 'export const timeout = 31;\n');
    expect(on.checks(sha)[0]).toMatchObject({ status: 'in_progress' });
    expect(on.checks(sha)[0]?.summary).toContain('23 Nov 2026, 20:00 UTC');
  });

  test('is in force everywhere as soon as it changes', async () => {
    const on = await withOrganisation('backfill: {deadline: 6h}\n');
    const sha = await on.push();
    expect(on.checks(sha)[0]?.summary).toContain('20:00 UTC');
    await on.above.as('grace').push('main', { files: { [path]: 'backfill: {deadline: 8h}\n' } });
    await on.rest();
    expect(on.checks(sha)[0]?.summary).toContain('22:00 UTC');
  });

  test('locks what a repository cannot loosen, and says so there', async () => {
    const on = await withOrganisation('backfill: {deadline: 6h}\nlocked: [backfill.deadline]\n');
    const loose = await propose(on, { [path]: 'backfill: {deadline: 48h}\ntimezone: Europe/Berlin\n' });
    expect(on.policyChecks(loose)).toMatchObject([
      { conclusion: 'failure', annotations: [{ start_line: 1, title: 'backfill.deadline' }] },
    ]);
    expect(on.policyChecks(loose)[0]?.summary).toContain(
      '| `backfill.deadline` | `6h` | the organisation, locked |',
    );
    await say(on, { [path]: 'backfill: {deadline: 48h}\ntimezone: Europe/Berlin\n' });
    const sha = await on.push();
    // The hotfix is not to blame, and what is in force is known.
    expect(on.checks(sha)[0]).toMatchObject({ status: 'in_progress' });
    expect(on.checks(sha)[0]?.summary).toContain('23 Nov 2026, 21:00 CET');
    expect(breachesIn(on.repository)).toMatchObject([
      { state: 'open', title: 'The policy file has mistakes' },
    ]);
    await on.above.as('grace').push('main', { files: { [path]: 'backfill: {deadline: 6h}\n' } });
    await on.rest();
    expect(on.checks(sha)[0]?.summary).toContain('25 Nov 2026, 15:00 CET');
    expect(breachesIn(on.repository)).toMatchObject([{ state: 'closed' }]);
  });

  test('and the own one are judged together, whichever of them changes', async () => {
    const on = await withOrganisation('branches: {target: rel/main}\n');
    await say(on, { [path]: 'backfill: {deadline: 5h}\n' });
    await say(on, { [path]: 'branches: {prefix: rel/}\nbackfill: {deadline: 6h}\n' });
    const sha = await on.push();
    // Refused as a whole: what was good before stays.
    expect(on.checks(sha)[0]?.summary).toContain('19:00 UTC');
    expect(breachesIn(on.repository)).toMatchObject([
      { state: 'open', title: 'The policy file has mistakes' },
    ]);
    await on.above.as('grace').push('main', { files: { [path]: 'mode: enforce\n' } });
    await on.rest();
    expect(breachesIn(on.repository)).toMatchObject([{ state: 'closed' }]);
  });

  test('with a mistake leaves the last good one, and has its issue where it is', async () => {
    const on = await withOrganisation('backfill: {deadline: 6h}\n');
    const sha = await on.push();
    await on.above.as('grace').push('main', { files: { [path]: 'backfill: {deadlin: 8h}\n' } });
    await on.rest();
    expect(on.above.issues).toMatchObject([{ state: 'open', title: 'The policy file has mistakes' }]);
    expect(on.checks(sha)[0]).toMatchObject({ status: 'in_progress' });
    expect(on.checks(sha)[0]?.summary).toContain('20:00 UTC');
    expect(breachesIn(on.repository)).toHaveLength(0);
  });

  test('that GitHub does not hand out is not "there is none"', async () => {
    const on = await withOrganisation('mode: observe\n');
    on.github.faults.add({ method: 'GET', path: /acme\/\.github/, status: 502, times: 5 });
    const sha = await on.push();
    expect(on.checks(sha)).toEqual([]);
    await on.pass(hour);
    expect(on.checks(sha)).toMatchObject([{ conclusion: 'neutral' }]);
  });

  test('whose change was never delivered is read a day later, at no cost if it is the same', async () => {
    const on = await withOrganisation('backfill: {deadline: 90h}\n', { policy: 'mode: enforce\n' });
    const sha = await on.push();
    on.github.wire.hold();
    await on.above.as('grace').push('main', { files: { [path]: 'backfill: {deadline: 80h}\n' } });
    on.github.wire.release(() => []);
    await on.rest();
    await on.pass(25 * hour);
    await on.deploy(sha);
    expect(on.checks(sha)[0]?.summary).toContain('26 Nov 2026, 22:00 UTC');

    const before = on.github.requests.length;
    await on.pass(25 * hour);
    await on.deploy(sha);
    const again = on.github.requests
      .slice(before)
      .filter(({ method, path: of }) => method === 'GET' && of.includes('hotfix-policy.yml'));
    expect(again.length).toBeGreaterThan(1);
    expect(again.every(({ conditional }) => conditional)).toBe(true);
  });
});

test('a new default branch has another file', async () => {
  const on = await scene({ policy: 'backfill: {deadline: 3h}\n' });
  await on.repository
    .as('grace')
    .push('trunk', { from: 'main', files: { [path]: 'backfill: {deadline: 4h}\n' } });
  await on.rest();
  const sha = await on.push();
  expect(on.checks(sha)[0]?.summary).toContain('17:00 UTC');
  on.repository.renameDefaultBranch('trunk');
  await on.rest();
  expect(on.checks(sha)[0]?.summary).toContain('18:00 UTC');
});

test('a repository that moves to another organisation has the policy of that one', async () => {
  const on = await scene({ policy: 'owners: [ada]\n' });
  const acme = await on.github.repository('acme/.github', {
    files: { [path]: 'backfill: {deadline: 6h}\n' },
  });
  const globex = await on.github.repository('globex/.github', {
    files: { [path]: 'backfill: {deadline: 9h}\nlocked: [owners]\nowners: [grace]\n' },
  });
  on.github.install('globex');
  const sha = await on.push();
  expect(on.checks(sha)[0]?.summary).toContain('20:00 UTC');

  on.repository.transfer('globex');
  await on.rest();
  expect(on.checks(sha)).toHaveLength(1);
  expect(on.checks(sha)[0]?.summary).toContain('23:00 UTC');
  // What the new organisation locks is said.
  expect(on.repository.issues).toMatchObject([{ state: 'open', title: 'The policy file has mistakes' }]);
  expect(on.repository.issues[0]?.body).toContain('locked by the organisation');

  await acme.as('grace').push('main', { files: { [path]: 'backfill: {deadline: 2h}\n' } });
  await on.rest();
  expect(on.checks(sha)[0]?.summary).toContain('23:00 UTC');
  await globex.as('grace').push('main', { files: { [path]: 'backfill: {deadline: 8h}\n' } });
  await on.rest();
  expect(on.checks(sha)[0]?.summary).toContain('22:00 UTC');
  expect(on.repository.issues).toMatchObject([{ state: 'closed' }]);
});

describe('a target', () => {
  test('that is not there is said on the branch, and on the default branch until there is one', async () => {
    const on = await scene();
    const proposed = await propose(on, { [path]: 'mode: enforce\nbranches: {target: release}\n' });
    expect(on.policyChecks(proposed)).toMatchObject([
      { conclusion: 'failure', annotations: [{ start_line: 2, start_column: 20, title: 'branches.target' }] },
    ]);
    await say(on, { [path]: 'branches: {target: release}\n' });
    const [issue] = on.repository.issues;
    expect(issue).toMatchObject({ state: 'open', title: 'The policy file has mistakes' });
    expect(issue?.body).toContain('which does not exist');
    await on.repository.as('grace').push('release', { from: 'main', files: { 'a.ts': '1\n' } });
    await on.rest();
    await on.pass(25 * hour);
    expect(issue).toMatchObject({ state: 'closed' });
  });

  test('that was the default branch, and is called otherwise now, is said', async () => {
    const on = await scene({ policy: 'branches: {target: main}\n' });
    await on.push();
    expect(on.repository.issues).toHaveLength(0);
    await on.repository.as('grace').push('trunk', { from: 'main', files: {} });
    await on.repository.as('grace').deleteBranch('main');
    on.repository.renameDefaultBranch('trunk');
    await on.rest();
    expect(on.repository.issues).toMatchObject([{ state: 'open', title: 'The policy file has mistakes' }]);
    await on.repository.as('grace').push('trunk', { files: { [path]: 'mode: enforce\n' } });
    await on.rest();
    expect(on.repository.issues).toMatchObject([{ state: 'closed' }]);
  });

  test('that GitHub does not tell of may be there', async () => {
    const on = await scene();
    on.github.faults.add({ method: 'GET', path: /\/branches\/release$/, status: 502, times: 50 });
    const sha = await propose(on, { [path]: 'branches: {target: release}\n' });
    expect(on.policyChecks(sha)).toMatchObject([{ conclusion: 'success' }]);
  });
});

describe('from observe to enforce', () => {
  const enforce = (on: Scene) => say(on, { [path]: 'mode: enforce\n' });
  const writesOf = (on: Scene, since: number): string[] => on.writes().slice(since);

  test('what is open is taken up as it is now, and what happened before is not made up for', async () => {
    const on = await scene({ policy: 'mode: observe\n' });
    on.repository.allow('grace', 'admin');
    const sha = await on.push();
    const number = await on.repository
      .as('ada')
      .openPull({ head: 'hotfix/INCIDENT-123-fix-payment-timeout' });
    await on.deploy(sha);
    await on.pass(1_000);
    on.repository.as('grace').comment(number, '/hotfix status');
    await on.pass(80 * hour);
    expect(on.writes().every((write) => write.includes('/check-runs'))).toBe(true);

    const before = on.writes().length;
    await enforce(on);
    // The label, the status comment, the breach, and the check run: no reminder, and no answer.
    const bodies = on.pull(number).comments.map(({ body }) => body.split(':')[1]);
    expect(bodies.filter((kind) => kind !== undefined)).toEqual(['status']);
    expect(on.pull(number).labels).toEqual(['hotfix', 'hotfix: overdue']);
    expect(breachesIn(on.repository)).toMatchObject([{ state: 'open' }]);
    expect(on.pull(number).comments[0]?.reactions).toEqual([]);
    expect(writesOf(on, before).length).toBeLessThan(12);

    // From now on it is reminded of, and answered.
    await on.pass(24 * hour);
    expect(on.pull(number).comments.filter(({ body }) => body.includes(':reminder:'))).toHaveLength(1);
    on.repository.as('grace').comment(number, '/hotfix status');
    await on.rest();
    expect(on.pull(number).comments.filter(({ body }) => body.includes(':command:'))).toHaveLength(1);
  });

  test('what is over stays as it is', async () => {
    const on = await scene({ policy: 'mode: observe\n' });
    const sha = await on.push();
    const number = await on.repository
      .as('ada')
      .openPull({ head: 'hotfix/INCIDENT-123-fix-payment-timeout' });
    await on.deploy(sha);
    await on.repository.automation.check({ sha, name: 'full-ci', conclusion: 'failure' });
    await on.repository.as('grace').mergePull(number, 'merge');
    await on.rest();
    await on.pass(48 * hour);
    const before = on.writes().length;
    await enforce(on);
    await on.deploy(sha);
    await on.pass(48 * hour);
    expect(on.pull(number).comments).toHaveLength(0);
    expect(breachesIn(on.repository)).toHaveLength(0);
    expect(writesOf(on, before).filter((write) => !write.includes('/check-runs'))).toEqual([]);
  });

  test('six that are open are taken up without a flood', async () => {
    const on = await scene({ policy: 'mode: observe\nfrequency: {limit: 100}\n' });
    for (let index = 1; index <= 6; index++)
      await on.push(`hotfix/INCIDENT-${index}-x`, `export const n = ${index};\n`);
    await on.pass(48 * hour);
    await say(on, { [path]: 'mode: enforce\nfrequency: {limit: 100}\n' });
    await on.pass(hour);
    expect(on.repository.pulls).toHaveLength(6);
    // One issue for each that is overdue, and one comment that is kept up to date: nobody is reminded on top of it.
    expect(breachesIn(on.repository)).toHaveLength(6);
    expect(on.repository.pulls.flatMap((pull) => pull.comments)).toHaveLength(6);
  });

  test('and back: nothing more is written, and what is there stays', async () => {
    const on = await scene({ policy: 'backfill: {deadline: 3h}\n' });
    const sha = await on.push();
    await on.deploy(sha);
    await on.pass(4 * hour);
    expect(breachesIn(on.repository)).toHaveLength(1);
    for (const mode of ['observe', 'off']) {
      await say(on, { [path]: `mode: ${mode}\nbackfill: {deadline: 3h}\n` });
      const before = on.writes().length;
      await on.pass(48 * hour);
      await on.repository.as('grace').closePull(on.pull().number);
      await on.repository.as('grace').reopenPull(on.pull().number);
      await on.rest();
      expect(writesOf(on, before).filter((write) => !write.includes('/check-runs'))).toEqual([]);
      expect(breachesIn(on.repository)).toMatchObject([{ state: 'open' }]);
    }
  });
});
