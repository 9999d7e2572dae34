import { addMilliseconds } from 'date-fns/addMilliseconds';
import type { Issue } from '../../artefact/artefact.ts';
import { isStale } from '../pipeline/check-events.ts';
import { mergedRed } from '../pipeline/merged-red.ts';
import { closingTime } from '../settlement/pull-request-closing.ts';
import type { Situation } from '../situation.ts';

/**
 * It is on the target, and the full pipeline did not stand before it: done, and told once. People close that issue.
 * How the checks ended may be told after the merge.
 */
export function bypassed(situation: Situation, now: Date): Issue[] {
  const { hotfix, standing, inForce } = situation;
  const past = standing.kind === 'on-target' && standing.via === 'none';
  const red =
    standing.kind === 'merged' &&
    mergedRed(situation) !== null &&
    !isStale(hotfix, standing.pull.head) &&
    isRequiredStill(situation, standing.at) &&
    now >= addMilliseconds(standing.at, closingTime);
  if (!past && !red) return [];
  // While it was not enforced, nobody was told of it.
  if (inForce.enforcedSince !== null && standing.at < inForce.enforcedSince) return [];
  const { labels, assignees } = inForce.policy.issues;
  const key = `breach:bypassed:${hotfix.branch}` as const;
  return [{ kind: 'issue', key, rule: 'bypassed', state: 'open', labels, assignees }];
}

/** What is required may have been changed just before the merge: to say that it was gone round would be wrong. */
function isRequiredStill({ hotfix, inForce }: Situation, mergedAt: Date): boolean {
  const read = hotfix.requiredChecks;
  return inForce.policy.backfill.requiredChecks.length > 0 || (read !== null && read.readAt >= mergedAt);
}
