import { differenceInMilliseconds } from 'date-fns/differenceInMilliseconds';
import { isEqual } from 'date-fns/isEqual';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import { successfulDeploys } from '../../hotfix/fold/deploys.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { durationText } from './duration.ts';
import { when } from './when.ts';

/** The deadline and the moment it is counted from; afterwards, when it was met or missed. */
export function deadlineText(situation: Situation): string {
  const { obligation, inForce } = situation;
  const { timezone } = inForce.policy;
  if (obligation.kind !== 'open' && obligation.kind !== 'discarded') return 'none (nothing owed)';
  const { deadline, extendedBy, overdue } = obligation;
  if (!deadline) return 'not set: it starts with the first production deploy';
  const passed = overdue ? '; it has passed' : '';
  const later = extendedBy > 0 ? ` and extended by ${durationText(extendedBy)}` : '';
  const counted = countedFrom(situation, subMilliseconds(deadline, extendedBy));
  return `**${when(deadline, timezone)}**, ${counted}${later}${passed}`;
}

function countedFrom({ hotfix, inForce }: Situation, deadline: Date): string {
  const { policy } = inForce;
  const span = durationText(policy.backfill.deadline);
  const start = subMilliseconds(deadline, policy.backfill.deadline);
  if (isEqual(start, hotfix.startedAt)) return `${span} after the first push`;
  const firstDeploy = successfulDeploys(hotfix)[0]?.finishedAt;
  if (firstDeploy && isEqual(start, firstDeploy)) return `${span} after the first production deploy`;
  return `${span} after it became owed on ${when(start, policy.timezone)}`;
}

/** How long it took from the first push to the target. */
export function leadTime({ hotfix }: Situation, doneAt: Date): string {
  return durationText(differenceInMilliseconds(doneAt, hotfix.startedAt));
}
