import type { Comment, Reaction } from '../../artefact/artefact.ts';
import type { Question } from '../../artefact/question.ts';
import type { Consequences } from '../../artefact/rule.ts';
import { isBeforeEnforcement } from '../before-enforcement.ts';
import { answersTo } from '../commands/answers.ts';
import type { JudgedCommand } from '../commands/command.ts';
import { rightFor } from '../commands/judge-commands.ts';
import type { Situation } from '../situation.ts';

/** Every comment with commands gets a reaction and an answer, once; whether somebody may give it is asked first. */
export function answerCommands(situation: Situation): Consequences<Comment | Reaction, never, Question> {
  return { artefacts: answers(situation), questions: entitlements(situation) };
}

/** While things settle, no answer would be right. */
function answers(situation: Situation): (Comment | Reaction)[] {
  const { hotfix, obligation } = situation;
  if (obligation.kind === 'settling') return [];
  const given = hotfix.commands.filter(({ at }) => !isBeforeEnforcement(at, situation));
  return answersTo(given, isSilent);
}

/** The effect of a recheck shows without an answer. */
export function isSilent({ asked, outcome }: JudgedCommand): boolean {
  return asked.verb === 'recheck' && outcome.kind === 'accepted';
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
