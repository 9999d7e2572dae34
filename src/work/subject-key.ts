/** What is looked at as one: a hotfix, or a repository with all its hotfixes. */
export type SubjectKey =
  | { kind: 'hotfix'; key: string; repository: number; branch: string }
  | { kind: 'repository'; key: string; repository: number; branch: null };

export function hotfixSubject(repository: number, branch: string): SubjectKey {
  return { kind: 'hotfix', key: `hotfix:${repository}:${branch}`, repository, branch };
}

export function repositorySubject(repository: number): SubjectKey {
  return { kind: 'repository', key: `repository:${repository}`, repository, branch: null };
}
