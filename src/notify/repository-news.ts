import type { RepositoryFinding, RepositoryPlan } from '../repository/plan-repository.ts';
import { isPolicyFileStory, newsKey, storyKey } from './keys.ts';
import type { KnownNews, News } from './news.ts';

export interface RepositoryNews extends News {
  finding: RepositoryFinding;
  /** Of the issue that says more. */
  issue: string;
}

interface Knowing {
  known: readonly KnownNews[];
  /** The commit that brought a policy file with mistakes, and when; `null`: unknown. */
  brokenBy: { sha: string; at: Date } | null;
  now: Date;
}

/** What Slack should have heard of a repository as a whole by now; see {@link hotfixNews}. */
export function repositoryNews(issues: RepositoryPlan['issues'], knowing: Knowing): RepositoryNews[] {
  return issues.flatMap(({ issue, finding }) => {
    const news = newsOf(finding, issue.state === 'closed', knowing);
    return news.map((one) => ({ ...one, finding, issue: issue.key }));
  });
}

function newsOf(finding: RepositoryFinding, isClosed: boolean, { known, brokenBy, now }: Knowing): News[] {
  switch (finding.kind) {
    case 'frequency': {
      // The first that was one too many.
      const { month, hotfixes, limit } = finding;
      const begun = hotfixes[limit]?.startedAt;
      return begun ? [opening(storyKey.frequency(month), begun)] : [];
    }
    case 'rogue-deploy': {
      const [first] = finding.deploys;
      if (!first) return [];
      const key = storyKey.rogueDeploy(first.deployment);
      if (!finding.cure) return [opening(key, first.at)];
      const at = finding.cure.kind === 'replaced' ? finding.cure.by.at : finding.cure.at;
      return known.some((one) => one.key === key) ? [cure(key, at)] : [];
    }
    case 'policy-file': {
      const last = known.map(({ key }) => key).findLast(isPolicyFileStory);
      const isOver = last === undefined || known.some(({ key }) => key === newsKey.cure(last));
      if (isClosed) return last ? [cure(last, now)] : [];
      // Another attempt that did not mend it is no news.
      if (!isOver) return [opening(last, now)];
      return brokenBy ? [opening(storyKey.policyFile(brokenBy.sha), brokenBy.at)] : [];
    }
    case 'old-branches':
      return [];
  }
}

function opening(key: News['key'], happenedAt: Date): News {
  return { key, event: 'breach', story: key, happenedAt };
}

function cure(key: string, happenedAt: Date): News {
  return { key: newsKey.cure(key), event: 'cured', story: key, happenedAt };
}
