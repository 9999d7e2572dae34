import { addMilliseconds } from 'date-fns/addMilliseconds';
import { min } from 'date-fns/min';
import { type Issue, issue } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Consequences, Occurrence } from '../../artefact/rule.ts';
import { waitForBranchDeletion } from '../../waiting/timings.ts';
import { isBeforeEnforcement } from '../before-enforcement.ts';
import { isStale } from '../pipeline/check-events.ts';
import { mergedRed } from '../pipeline/merged-red.ts';
import type { Situation } from '../situation.ts';

/**
 * The fix is on the target, and bypassed the full pipeline: done, and told once; people close that issue. How the checks
 * ended may become known after the merge.
 */
export function bypassed(situation: Situation, now: Date): Consequences<Issue, never, never, Occurrence> {
  const { hotfix, obligation, inForce } = situation;
  const red = obligation.kind === 'merged' && mergedRed(situation) !== null;
  const settledAt = red ? addMilliseconds(obligation.at, waitForBranchDeletion) : null;
  const without = obligation.kind === 'on-target' && obligation.via === 'none';
  const known = red && !isStale(hotfix, obligation.pull.head) && isRequiredStill(situation, obligation.at);
  if (!without && !(known && settledAt && now >= settledAt)) return { until: settledAt };
  if (!('at' in obligation) || isBeforeEnforcement(obligation.at, situation)) return {};
  const { labels, assignees } = inForce.policy.issues;
  const key = artefactKey.breach('bypassed', hotfix.branch);
  // An emptied database finds it anew, with its issue from before.
  const at = min([obligation.at, hotfix.ledger.written[key]?.at ?? obligation.at]);
  return {
    artefacts: [issue({ key, state: 'open', upkeep: 'once', labels, assignees })],
    news: [{ event: 'breach', state: 'open', name: '', at, continues: false, issue: key }],
    until: settledAt,
  };
}

/** Required checks may have been changed just before the merge: to call them bypassed would be wrong. */
function isRequiredStill({ hotfix, inForce }: Situation, mergedAt: Date): boolean {
  const read = hotfix.readings.requiredChecks;
  return inForce.policy.backfill.requiredChecks.length > 0 || (read !== null && read.readAt >= mergedAt);
}
