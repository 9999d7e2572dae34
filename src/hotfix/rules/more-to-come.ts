import { addMilliseconds } from 'date-fns/addMilliseconds';
import { max } from 'date-fns/max';
import type { Consequences } from '../../artefact/rule.ts';
import { waitForConsequences } from '../../waiting/timings.ts';
import { firstDeployed, hasReviews } from '../review-home.ts';
import type { Situation } from '../situation.ts';

/**
 * One thing brings others with it within seconds: a deploy that was requested begins, one that succeeded gets a review
 * and a pull request. What shows how things are is written once they are all there.
 */
export function moreToCome(situation: Situation, now: Date): Consequences<never, never> {
  const { hotfix } = situation;
  const begun = hotfix.deploys
    .filter(({ finishedAt }) => finishedAt === null)
    .map(({ requestedAt }) => requestedAt);
  const deployed = hasReviews(situation) && !hotfix.review ? firstDeployed(situation) : null;
  const moments = [...begun, ...(deployed ? [deployed] : [])].map((at) =>
    addMilliseconds(at, waitForConsequences),
  );
  // A moment that is far ahead is of a clock that was set back.
  const ahead = moments.filter((at) => now < at && at <= addMilliseconds(now, waitForConsequences));
  return ahead.length > 0 ? { until: max(ahead), settling: true } : {};
}
