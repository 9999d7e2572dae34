import { addMilliseconds } from 'date-fns/addMilliseconds';
import { max } from 'date-fns/max';
import type { Artefact } from '../artefact/artefact.ts';
import { quietTime } from './pipeline/check-events.ts';
import { firstDeployed, hasReviews } from './review-home.ts';
import type { Situation } from './situation.ts';

/**
 * One thing brings others with it within seconds: a deploy that was asked for begins, one that succeeded has a review and
 * a pull request. What shows how things are is written once they are all there. `null`: nothing is on its way.
 */
export function quietAfter(situation: Situation, now: Date): Date | null {
  const { hotfix } = situation;
  const begun = hotfix.deploys
    .filter(({ finishedAt }) => finishedAt === null)
    .map(({ requestedAt }) => requestedAt);
  const deployed = hasReviews(situation) && !hotfix.review ? firstDeployed(situation) : null;
  const moments = [...begun, ...(deployed ? [deployed] : [])].map((at) => addMilliseconds(at, quietTime));
  // What is far ahead is of a clock that was set back.
  const ahead = moments.filter((at) => now < at && at <= addMilliseconds(now, quietTime));
  return ahead.length > 0 ? max(ahead) : null;
}

/** What there is already is shown as it was until then. A check run that there is none of yet is made at once. */
export function isStatusDisplay(artefact: Artefact, { hotfix }: Situation): boolean {
  switch (artefact.kind) {
    case 'check-run':
      return hotfix.written[artefact.key] !== undefined;
    case 'comment':
      return artefact.topic === 'status';
    default:
      return false;
  }
}
