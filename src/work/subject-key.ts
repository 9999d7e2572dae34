import type { Subject } from '../store/subjects.ts';

export function hotfixSubject(repository: number, branch: string): Subject {
  return { kind: 'hotfix', key: `hotfix:${repository}:${branch}`, repository, branch };
}

export function repositorySubject(repository: number): Subject {
  return { kind: 'repository', key: `repository:${repository}`, repository, branch: null };
}
