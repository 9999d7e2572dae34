import type { Subject } from './subjects.ts';

export function hotfixSubject(repository: number, branch: string): Subject {
  return { kind: 'hotfix', key: `hotfix:${repository}:${branch}`, repository, branch };
}

export function repositorySubject(repository: number): Subject {
  return { kind: 'repository', key: `repository:${repository}`, repository, branch: null };
}

/** A look through what GitHub has of a repository. */
export function sweepSubject(repository: number): Subject {
  return { kind: 'sweep', key: `sweep:${repository}`, repository, branch: null };
}

/** A look at which repositories an installation may see. */
export function installationSubject(id: number): Subject {
  return { kind: 'installation', key: `installation:${id}`, repository: 0, branch: null };
}

/** A look at where the App is installed. */
export const appSubject: Subject = { kind: 'app', key: 'app', repository: 0, branch: null };

/** A look at GitHub's log of what it delivered. */
export const deliveryLogSubject: Subject = {
  kind: 'delivery-log',
  key: 'delivery-log',
  repository: 0,
  branch: null,
};

/** What waits to be told in Slack. */
export const slackSubject: Subject = { kind: 'slack', key: 'slack', repository: 0, branch: null };

/** A look for what was kept long enough. */
export const pruneSubject: Subject = { kind: 'prune', key: 'prune', repository: 0, branch: null };
