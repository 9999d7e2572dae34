import type { Consequences } from '../../artefact/rule.ts';
import { firstDeployed } from '../../hotfix/review-home.ts';
import type { Incident, ReviewQuestion } from '../incident.ts';

/** The review lists the runbooks of its repositories, as they are when it opens. */
export function reviewRunbooks({
  review,
  hotfixes,
  runbooks,
}: Incident): Consequences<never, never, ReviewQuestion> {
  const isNeeded = review !== null || hotfixes.some((one) => firstDeployed(one) !== null);
  if (!isNeeded) return {};
  return {
    questions: runbooks
      .filter(({ states }) => states === null)
      .map(({ repository }) => ({ kind: 'runbooks', repository })),
  };
}
