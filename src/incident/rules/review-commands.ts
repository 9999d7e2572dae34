import type { Comment, Reaction } from '../../artefact/artefact.ts';
import type { Consequences } from '../../artefact/rule.ts';
import { isBeforeEnforcement } from '../../hotfix/before-enforcement.ts';
import { answersTo } from '../../hotfix/commands/answers.ts';
import { judgedOnReview } from '../command-outcome.ts';
import type { Incident, ReviewQuestion } from '../incident.ts';

/** Every comment with commands on a review gets a reaction and an answer, once; whether somebody may give it is asked first. */
export function answerOnReview({
  commands,
  home,
}: Incident): Consequences<Comment | Reaction, never, ReviewQuestion> {
  const judged = judgedOnReview(commands);
  return {
    artefacts: answersTo(judged.filter(({ at }) => !isBeforeEnforcement(at, home))),
    questions: judged
      .filter(({ outcome }) => outcome.kind === 'waiting')
      .map(({ key, by }) => ({
        kind: 'entitlement',
        about: key,
        login: by.login,
        repository: home.repository,
      })),
  };
}
