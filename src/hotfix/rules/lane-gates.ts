import type { Question } from '../../artefact/question.ts';
import type { Consequences } from '../../artefact/rule.ts';
import { laneRuns } from '../pipeline/gates.ts';
import { hasReviews } from '../review-home.ts';
import type { Situation } from '../situation.ts';

/** Which gates ran before the deploy is asked once for each run of the fast lane, for the review. */
export function laneGates(situation: Situation): Consequences<never, never, Question> {
  if (!hasReviews(situation)) return {};
  const read = new Set(situation.hotfix.readings.jobs.map(({ run, attempt }) => `${run} ${attempt}`));
  const unread = laneRuns(situation).filter(({ id, attempt }) => !read.has(`${id} ${attempt}`));
  return { questions: unread.map(({ id: run, attempt, sha }) => ({ kind: 'jobs', run, attempt, sha })) };
}
