/** A whole hotfix, from the first push to the end, as it happens to a team. */
import type { PlayedRepository } from '../../demo/stand-in/stand-in.ts';
import type { TendedWorld } from './tended-world.ts';

const branch = 'hotfix/INCIDENT-123-fix-payment-timeout';
const minute = 60_000;
const hour = 60 * minute;

const policy = `
owners: [grace]
backfill: {deadline: 3h, reviewers: [grace], required-checks: [full-ci]}
issues: {assignees: [bob]}
frequency: {limit: 1}
`;

/** In which the program starts, on a database that has nothing. */
export const firstPhase = 'start';

export interface Life {
  repository: PlayedRepository;
  /** What its commits are called, by their sha. */
  names: ReadonlyMap<string, string>;
  phases: Phase[];
}

export interface Phase {
  name: string;
  live(): Promise<void>;
}

export async function beginLife({ github, rest, pass }: TendedWorld): Promise<Life> {
  const repository = await github.repository('acme/checkout-service', {
    files: {
      'src/payment.ts': 'export const timeout = 1;\n',
      'README.md': '# Checkout\n',
      '.github/hotfix-policy.yml': policy,
    },
    deleteBranchOnMerge: true,
  });
  for (const login of ['ada', 'bob', 'grace']) github.person(login);
  repository.allow('grace', 'maintain');
  repository.allow('bob', 'write');
  const names = new Map<string, string>();
  let head = '';
  // The review may have been opened before it.
  const backfill = (): number => repository.pulls[0]?.number ?? 0;

  /** Nobody can comment on what is not there yet: what is tried again may take its time. */
  async function opened(): Promise<void> {
    for (let minutes = 0; repository.pulls.length === 0 && minutes < 60; minutes += 2) await pass(2 * minute);
  }

  async function push(on: string, name: string, content: string): Promise<string> {
    const files = { [`src/${name}.ts`]: content };
    const from = (await repository.head(on)) === null ? { from: 'main' } : {};
    const sha = await repository.as('ada').push(on, { ...from, files, message: `Change the ${name}` });
    names.set(sha, name);
    return sha;
  }

  const phases: Phase[] = [
    {
      name: firstPhase,
      live: rest,
    },
    {
      name: 'installation',
      async live() {
        github.install('acme');
        await rest();
      },
    },
    {
      name: 'push',
      async live() {
        head = await push(branch, 'payment', 'export const timeout = 30;\n');
        await pass(2 * minute);
      },
    },
    {
      name: 'deploy',
      async live() {
        const { automation } = repository;
        const id = automation.deployment({ sha: head, ref: branch, environment: 'production', by: 'ada' });
        automation.deploymentStatus(id, 'in_progress');
        automation.deploymentStatus(id, 'success');
        await pass(2 * minute);
      },
    },
    {
      name: 'pipeline',
      async live() {
        await repository.automation.check({ sha: head, name: 'full-ci', conclusion: 'failure' });
        await pass(2 * minute);
        await repository.automation.check({ sha: head, name: 'full-ci', conclusion: 'success' });
        await pass(2 * minute);
      },
    },
    {
      name: 'command',
      async live() {
        await opened();
        repository.as('grace').comment(backfill(), '/hotfix status');
        await pass(2 * minute);
      },
    },
    {
      name: 'deadline',
      live: () => pass(4 * hour),
    },
    {
      name: 'second hotfix',
      async live() {
        await push('hotfix/INCIDENT-124-more', 'more', 'export const more = 1;\n');
        await pass(2 * minute);
      },
    },
    {
      name: 'merge',
      async live() {
        names.set(await repository.as('grace').mergePull(backfill()), 'merge');
        await pass(5 * minute);
      },
    },
  ];
  return { repository, names, phases };
}
