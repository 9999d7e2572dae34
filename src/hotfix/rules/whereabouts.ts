import type { Question } from '../../artefact/question.ts';
import type { Consequences } from '../../artefact/rule.ts';
import { confirmationDueSince } from '../confirm-before-notifying.ts';
import type { Situation } from '../situation.ts';

/**
 * GitHub is asked what became of the branch: before anything is said of one that vanished, before anybody is alerted to
 * one that is owed, and where a person asks.
 */
export function whereabouts(situation: Situation, now: Date): Consequences<never, never, Question> {
  const { hotfix, obligation } = situation;
  const until = obligation.kind === 'settling' ? obligation.until : null;
  const seen = hotfix.readings.whereabouts;
  const wanted =
    hotfix.rechecks.some((at) => !seen || seen.readAt < at) ||
    confirmationDueSince(situation, now) !== null ||
    (until !== null && now >= until && (!seen || seen.readAt < until));
  return { questions: wanted ? [{ kind: 'whereabouts', sha: hotfix.lastHead }] : [], until };
}
