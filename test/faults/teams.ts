/** Organisations that all have the same bad day: many hotfixes at once, pushed, deployed, tested, and half of them merged. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Issue } from '../../demo/stand-in/model.ts';
import type { PlayedRepository, StandIn } from '../../demo/stand-in/stand-in.ts';
import { byName } from '../support/by-name.ts';
import { type Picture, pictureOf } from './picture.ts';

const policy = 'owners: [grace]\nbackfill: {required-checks: [full-ci]}\n';

export interface Team {
  /** Lives through its hotfixes, one after another, each as soon as the one before is done with. */
  live(hotfixes: number): Promise<void>;
  /** What GitHub has of it; the same for every team that had the same day. */
  picture(): Picture;
}

/** Longest wait for the App to open a pull request, milliseconds: writes are paced. */
const patience = 600_000;

export async function foundTeam(github: StandIn, name: string): Promise<Team> {
  const files = { 'README.md': '# A service\n', '.github/hotfix-policy.yml': policy };
  const repository = await github.repository(`${name}/service`, { files, deleteBranchOnMerge: true });
  // Whom GitHub does not know the policy file may not name.
  for (const login of ['ada', 'grace']) github.person(login);
  github.install(name);
  const commits = new Map<string, string>();

  async function fix(number: number): Promise<void> {
    const branch = `hotfix/INCIDENT-${number}-fix`;
    const given = {
      from: 'main',
      files: { [`src/part-${number}.ts`]: `${number}\n` },
      message: `Fix ${number}`,
    };
    const sha = await repository.as('ada').push(branch, given);
    commits.set(sha, `fix ${number}`);
    const { automation } = repository;
    const id = automation.deployment({ sha, ref: branch, environment: 'production', by: 'ada' });
    automation.deploymentStatus(id, 'success');
    const pull = await opened(repository, branch);
    await automation.check({ sha, name: 'full-ci', conclusion: 'success' });
    if (number % 2 === 1) commits.set(await repository.as('grace').mergePull(pull.number), `merge ${number}`);
  }

  return {
    async live(hotfixes) {
      for (let number = 1; number <= hotfixes; number++) await fix(number);
    },
    picture: () => inAnyOrder(pictureOf(github, repository, commits), name),
  };
}

async function opened(repository: PlayedRepository, branch: string): Promise<Issue> {
  for (const end = Date.now() + patience; Date.now() < end; await pause(50)) {
    const pull = repository.pulls.find((one) => one.pull?.head === branch);
    if (pull) return pull;
  }
  throw new Error(`nobody opened a pull request for ${branch} of ${repository.state.owner.login}`);
}

/** Numbers are given in the order in which things are opened, which is nobody's promise. */
function inAnyOrder(picture: Picture, name: string): Picture {
  const plain = JSON.stringify(picture)
    .replaceAll(`${name}/service`, '<service>')
    .replace(/"number":\d+/g, '"number":0')
    .replace(/#\d+\b|(?<=\/(?:pull|issues)\/)\d+\b|(?<=<!-- hotfix-policy:\w+:)\d+\b/g, '<number>');
  const { issues, ...rest } = JSON.parse(plain) as { issues: unknown[] };
  const sorted = issues.map((one) => JSON.stringify(one)).toSorted(byName);
  return { ...rest, issues: sorted.map((one) => JSON.parse(one) as unknown) };
}
