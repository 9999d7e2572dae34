import type { Issue } from '../../demo/stand-in/model.ts';

/** The issues of a repository, without the reviews of incidents: those have tests of their own. */
export function breachesIn<T extends Pick<Issue, 'body'>>({ issues }: { issues: T[] }): T[] {
  return issues.filter(({ body }) => !body.includes('<!-- hotfix-policy:review:'));
}
