import type { Question } from '../../artefact/question.ts';
import { type Consequences, earliestAfter } from '../../artefact/rule.ts';
import type { Situation } from '../situation.ts';

/** The target is searched for the fix where something happened that may have brought it there, or taken it away. */
export function searchForFix(situation: Situation, now: Date): Consequences<never, never, Question> {
  const { obligation, pendingSearches } = situation;
  if (obligation.kind === 'renamed' || isSettling(situation, now)) return {};
  return {
    questions: pendingSearches.filter(({ due }) => now >= due).map(({ question }) => question),
    until: earliestAfter(
      now,
      pendingSearches.map(({ due }) => due),
    ),
  };
}

/** The branch's whereabouts are asked first: a merge of its pull request makes the search needless. */
function isSettling({ hotfix, obligation }: Situation, now: Date): boolean {
  if (obligation.kind !== 'settling') return false;
  const seen = hotfix.readings.whereabouts;
  return now < obligation.until || seen === null || seen.readAt < obligation.until;
}
