import { type Comment, comment, type Reaction, reaction } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Question } from '../../artefact/question.ts';
import type { Consequences } from '../../artefact/rule.ts';
import { isBeforeEnforcement } from '../before-enforcement.ts';
import { rightFor } from '../commands/judge-commands.ts';
import type { Situation } from '../situation.ts';

/** Every command gets a reaction and an answer, once; whether somebody may give it is asked first. */
export function answerCommands(situation: Situation): Consequences<Comment | Reaction, never, Question> {
  return { artefacts: answers(situation), questions: entitlements(situation) };
}

/** While things settle, nobody can be told how they stand. */
function answers(situation: Situation): (Comment | Reaction)[] {
  const { hotfix, obligation } = situation;
  if (obligation.kind === 'settling') return [];
  const given = hotfix.commands.filter(({ at }) => !isBeforeEnforcement(at, situation));
  const comments = given
    .filter(({ outcome }) => outcome.kind !== 'waiting')
    // What a recheck brings about is there to be seen.
    .filter(({ asked, outcome }) => outcome.kind === 'refused' || asked.verb !== 'recheck')
    .map(({ key, number }) => comment({ key, number }));
  const reactions = [...Map.groupBy(given, (command) => command.comment)]
    .filter(([, its]) => its.every(({ outcome }) => outcome.kind !== 'waiting'))
    .map(([on, its]) => {
      const content = its.every(({ outcome }) => outcome.kind === 'accepted') ? '+1' : 'confused';
      return reaction({ key: artefactKey.reaction(on), comment: on, content });
    });
  return [...reactions, ...comments];
}

function entitlements({ hotfix, inForce }: Situation): Question[] {
  const { approvers } = inForce.policy;
  return hotfix.commands
    .filter(({ outcome }) => outcome.kind === 'waiting')
    .map(({ key, by, asked }) => ({
      kind: 'entitlement',
      command: key,
      login: by.login,
      right: rightFor(asked) === 'write' ? 'write' : 'approve',
      approvers,
    }));
}
