/** An emptied database, at whatever point of whatever life: the next start fills it from GitHub, and writes nothing. */
import { picture } from '../support/picture.ts';
import type { WorldOptions } from '../support/world.ts';
import { branch, hour, type Scene, scene } from './scene.ts';

interface Life extends WorldOptions {
  /** The texts tell when something was found, and it is found again. */
  foundAgain?: boolean;
  play: (on: Scene) => Promise<void>;
}

const fixed = 'export const timeout = 30;\n';
const before = 'export const timeout = 1;\n';

const deployed = async (on: Scene): Promise<string> => {
  const sha = await on.push();
  await on.deploy(sha);
  return sha;
};

const say = async (on: Scene, login: string, body: string): Promise<void> => {
  await on.pass(60_000);
  on.repository.as(login).comment(on.pull().number, body);
  await on.rest();
};

const lives: Record<string, Life> = {
  'just pushed': { play: async (on) => void (await on.push()) },
  'badly named': { play: async (on) => void (await on.push('hotfix/fix_it')) },
  'pushed twice, with failing checks': {
    play: async (on) => {
      await deployed(on);
      const sha = await on.push(undefined, 'export const timeout = 31;\n');
      await on.repository.automation.check({ sha, name: 'ci', conclusion: 'failure' });
      await on.pass(hour);
    },
  },
  'overdue for days, with reviewers and a breach': {
    policy: 'backfill: {reviewers: [grace]}\nowners: [bob]\n',
    play: async (on) => {
      on.repository.allow('grace', 'write');
      await deployed(on);
      await on.pass(74 * hour);
    },
  },
  'merged late, and its branch deleted': {
    deleteBranchOnMerge: true,
    play: async (on) => {
      await deployed(on);
      await on.pass(26 * hour);
      await on.repository.as('grace').mergePull(on.pull().number);
      await on.pass(hour);
    },
  },
  'squashed, and reverted on the target': {
    play: async (on) => {
      await deployed(on);
      const merge = await on.repository.as('grace').mergePull(on.pull().number, 'squash');
      await on.pass(hour);
      const message = `Revert "Fix"\n\nThis reverts commit ${merge}.`;
      await on.repository.as('bob').push('main', { files: { 'src/payment.ts': before }, message });
      await on.pass(hour);
    },
  },
  'picked by hand onto the target': {
    foundAgain: true,
    play: async (on) => {
      await deployed(on);
      await on.repository.as('bob').push('main', { files: { 'src/payment.ts': fixed } });
      await on.pass(hour);
    },
  },
  'closed unmerged by a person': {
    play: async (on) => {
      await deployed(on);
      on.repository.as('bob').closePull(on.pull().number);
      await on.pass(hour);
    },
  },
  'deployed, and thrown away': {
    play: async (on) => {
      await deployed(on);
      await on.repository.as('ada').deleteBranch(branch);
      await on.pass(hour);
    },
  },
  'commands of those who may, and of those who may not': {
    play: async (on) => {
      on.repository.allow('carol', 'maintain');
      await deployed(on);
      await say(on, 'bob', '/hotfix waive I do not like it');
      await say(on, 'carol', '/hotfix extend 12h at the vendor\n/hotfix status');
      await say(on, 'carol', '/hotfix waive it is in the new service');
      // What was accepted stays so, whoever she is by now.
      on.repository.allow('carol', 'read');
      await on.pass(30 * hour);
    },
  },
  'more hotfixes than the policy allows': {
    play: async (on) => {
      for (const number of [1, 2, 3]) {
        await on.push(`hotfix/INCIDENT-${number}-more`, `export const timeout = ${number};\n`);
        await on.pass(hour);
      }
    },
  },
  'a rogue deploy, and a policy file with mistakes': {
    policy: 'modus: enforce\n',
    play: async (on) => {
      await deployed(on);
      const files = { 'quick.ts': 'quick\n' };
      const sha = await on.repository.as('eve').push('feature/quick', { from: 'main', files });
      await on.deploy(sha, 'feature/quick');
      await on.pass(hour);
    },
  },
  'only observed': {
    policy: 'mode: observe\n',
    play: async (on) => {
      await deployed(on);
      await on.pass(26 * hour);
    },
  },
};

test.each(Object.entries(lives))('%s', async (_, { play, foundAgain = false, ...options }) => {
  const on = await scene(options);
  await play(on);
  const seen = picture(on.repository);
  await on.forget();
  on.github.requests.length = 0;
  await on.sweep();
  if (!foundAgain) expect(picture(on.repository)).toEqual(seen);
  expect(on.writes().filter((one) => !foundAgain || !one.startsWith('PATCH'))).toEqual([]);
});
