import { max } from 'date-fns/max';
import type { Consequences } from '../../artefact/rule.ts';
import { isHeld, pauseFor } from '../../waiting/pause.ts';
import { waitForConsequences } from '../../waiting/timings.ts';
import { firstDeployed, hasReviews } from '../review-home.ts';
import type { Situation } from '../situation.ts';

/**
 * One thing brings others with it within seconds: a deploy that was requested begins, one that succeeded gets a review
 * and a pull request. Artefacts that show the state are written once all of them have come.
 */
export function moreToCome(situation: Situation, now: Date): Consequences<never, never> {
  const { hotfix } = situation;
  const begun = hotfix.deploys
    .filter(({ finishedAt }) => finishedAt === null)
    .map(({ requestedAt }) => requestedAt);
  const deployed = hasReviews(situation) && !hotfix.review ? firstDeployed(situation) : null;
  const pauses = [...begun, ...(deployed ? [deployed] : [])].map((at) => pauseFor(waitForConsequences, at));
  const ahead = pauses.filter((pause) => isHeld(pause, now)).map(({ until }) => until);
  return ahead.length > 0 ? { until: max(ahead), settling: true } : {};
}
