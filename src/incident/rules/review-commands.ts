import { type Comment, comment, type Reaction, reaction } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Consequences } from '../../artefact/rule.ts';
import { isBeforeEnforcement } from '../../hotfix/before-enforcement.ts';
import { reviewCommandOutcome } from '../command-outcome.ts';
import type { Incident, ReviewQuestion } from '../incident.ts';

/** Every command on a review gets a reaction and an answer, once; whether somebody may give it is asked first. */
export function answerOnReview({
  commands,
  home,
}: Incident): Consequences<Comment | Reaction, never, ReviewQuestion> {
  const judged = commands.map((command) => ({ ...command, outcome: reviewCommandOutcome(command) }));
  const given = judged.filter(({ at }) => !isBeforeEnforcement(at, home));
  const reactions = [...Map.groupBy(given, (command) => command.comment)]
    .filter(([, its]) => its.every(({ outcome }) => outcome.kind !== 'waiting'))
    .map(([on, its]) => {
      const content = its.every(({ outcome }) => outcome.kind === 'accepted') ? '+1' : 'confused';
      return reaction({ key: artefactKey.reaction(on), comment: on, content });
    });
  const answers = given
    .filter(({ outcome }) => outcome.kind !== 'waiting')
    .map(({ key, number }) => comment({ key, number }));
  return {
    artefacts: [...reactions, ...answers],
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
