/** That a commit reached production may be said only by whoever may say so where its hotfix is. */
import type { PlayedRepository } from '../../demo/stand-in/stand-in.ts';
import { branch, hour, type Scene, scene } from '../e2e/scene.ts';

interface Pushed extends Scene {
  infra: PlayedRepository;
  sha: string;
}

/** Ada may write in both repositories, mallory in that of the infrastructure alone. */
async function pushed(policy = ''): Promise<Pushed> {
  const on = await scene({ policy: `backfill: {open-after: 20h}\n${policy}` });
  const infra = await on.github.repository('acme/infra');
  on.repository.allow('ada', 'write');
  on.repository.allow('mallory', 'read');
  for (const login of ['ada', 'mallory']) infra.allow(login, 'write');
  const sha = await on.push();
  return { ...on, infra, sha };
}

/** The ways in which one repository can say that a commit was deployed. */
const ways = {
  'a repository_dispatch': ({ infra, sha }: Pushed, login: string) => {
    infra.as(login).dispatch('deploy-service', { tag: `hotfix-${sha}`, environment: 'production' });
  },
  'a deployment': ({ infra, sha }: Pushed, login: string) => {
    const { automation } = infra;
    const id = automation.deployment({ sha, ref: branch, environment: 'production', by: login });
    automation.deploymentStatus(id, 'success');
  },
};

const isDeployed = (on: Pushed): boolean => on.repository.pulls.length > 0;
const summary = ({ checks, sha }: Pushed): string => checks(sha)[0]?.summary ?? '';

describe.each(Object.entries(ways))('%s', (_, declare) => {
  test('of the owner of an infrastructure repository who may not write here declares no deploy', async () => {
    const on = await pushed();
    declare(on, 'mallory');
    await on.pass(hour);
    expect(isDeployed(on)).toBe(false);
    expect(summary(on)).toContain('A reported deploy does not count yet');
    expect(summary(on)).toContain('`mallory` may not write here');
    expect(summary(on)).toContain('`from: [acme/infra]`');
    // A right that comes later does not make it count by itself; somebody who has one confirms it.
    on.repository.allow('mallory', 'write');
    await on.pass(hour);
    expect(isDeployed(on)).toBe(false);
    const number = await on.repository.as('ada').openPull({ head: branch });
    await on.pass(1_000);
    on.repository.as('ada').comment(number, '/hotfix deployed');
    await on.pass(hour);
    expect(summary(on)).not.toContain('does not count');
  });

  test('of somebody who may write here declares it, and stays when the right has gone', async () => {
    const on = await pushed();
    declare(on, 'ada');
    await on.pass(hour);
    expect(isDeployed(on)).toBe(true);
    on.repository.allow('ada', 'read');
    await on.push(branch, 'export const timeout = 31;\n');
    await on.pass(hour);
    const asked = on.github.requests.filter(({ path }) => path.endsWith('/ada/permission'));
    expect(asked).toHaveLength(1);
    expect(on.checks((await on.repository.head(branch)) ?? '')[0]?.summary).not.toContain('does not count');
  });

  test('of a bot counts where the policy names the repository alone', async () => {
    const strange = await pushed("deploys: {from: [acme/infra-2, 'acme/other']}\n");
    declare(strange, 'deployer[bot]');
    await strange.pass(hour);
    expect(isDeployed(strange)).toBe(false);
    expect(summary(strange)).toContain('A reported deploy does not count yet');
    await strange.close();
    const named = await pushed('deploys: {from: [Acme/Infra]}\n');
    declare(named, 'deployer[bot]');
    await named.pass(hour);
    expect(isDeployed(named)).toBe(true);
  });

  test('is decided only once GitHub has said what its sender may do', async () => {
    const on = await pushed();
    on.github.faults.add({ method: 'GET', path: /\/permission$/, status: 502, times: 1000 });
    declare(on, 'ada');
    await on.pass(60_000);
    expect(isDeployed(on)).toBe(false);
    on.github.faults.clear();
    await on.pass(hour);
    expect(isDeployed(on)).toBe(true);
  });
});

test('many dispatches of one person for one commit are one question to GitHub', async () => {
  const on = await pushed();
  for (let times = 0; times < 20; times += 1) ways['a repository_dispatch'](on, 'mallory');
  await on.pass(hour);
  const asked = on.github.requests.filter(({ path }) => path.endsWith('/mallory/permission'));
  expect(asked).toHaveLength(1);
});
