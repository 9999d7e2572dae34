import type { PullRequestSeen } from '../../facts/fact.ts';
import type { PullRequest } from '../hotfix.ts';

/**
 * The newest state of each pull request. A merge is final; otherwise the later state counts, and of two in the
 * same second (GitHub's times are whole seconds) the one that ended it.
 */
export function foldPulls(seen: PullRequestSeen[]): PullRequest[] {
  const rank = { open: 0, closed: 1, merged: 2 };
  const newest = new Map<number, PullRequestSeen>();
  // Not every fact says who opened it.
  const ours = new Set(seen.filter((fact) => fact.ours).map(({ number }) => number));
  for (const fact of seen) {
    const known = newest.get(fact.number);
    const later =
      !known || known.at < fact.at || (known.at === fact.at && rank[known.state] <= rank[fact.state]);
    if (fact.state === 'merged' ? known?.state !== 'merged' || later : later && known?.state !== 'merged') {
      newest.set(fact.number, { ...fact, ...alsoKnown(fact, known) });
    } else if (known && known.state === fact.state) {
      newest.set(fact.number, { ...known, ...alsoKnown(known, fact) });
    }
  }
  return [...newest.values()]
    .map((fact) => pullOf({ ...fact, ours: ours.has(fact.number) }))
    .sort((a, b) => a.number - b.number);
}

/** What one fact has and another of the same pull request lacks: a list does not say who merged it. */
function alsoKnown(fact: PullRequestSeen, other: PullRequestSeen | undefined): Partial<PullRequestSeen> {
  if (other?.state !== fact.state) return {};
  return {
    mergedBy: fact.mergedBy ?? other.mergedBy,
    mergeCommit: fact.mergeCommit ?? other.mergeCommit,
  };
}

function pullOf(fact: PullRequestSeen): PullRequest {
  return {
    number: fact.number,
    base: fact.base,
    head: fact.sha,
    state: fact.state,
    draft: fact.draft,
    author: fact.author,
    ours: fact.ours,
    createdAt: new Date(fact.createdAt),
    endedAt: fact.endedAt === null ? null : new Date(fact.endedAt),
    mergedBy: fact.mergedBy,
    mergeCommit: fact.mergeCommit,
    url: fact.url,
  };
}
