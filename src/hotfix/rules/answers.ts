import type { Comment, Reaction } from '../../artefact/artefact.ts';
import { isBeforeEnforcement } from '../before-enforcement.ts';
import { outcomeOf, parsed } from '../commands/commands.ts';
import type { Situation } from '../situation.ts';

/** To every command a reaction and an answer, once. While things settle, nobody can be told how they stand. */
export function answers(situation: Situation): (Comment | Reaction)[] {
  const { hotfix, standing } = situation;
  if (standing.kind === 'settling') return [];
  const judged = hotfix.commands
    .filter(({ at }) => !isBeforeEnforcement(at, situation))
    .map((command) => ({ command, outcome: outcomeOf(command, hotfix) }));
  const comments = judged
    .filter(({ outcome }) => outcome.kind !== 'waiting')
    // What it brings about is there to be seen.
    .filter(({ command, outcome }) => outcome.kind === 'refused' || parsed(command).verb !== 'recheck')
    .map(
      ({ command: { key, number } }): Comment => ({
        kind: 'comment',
        key,
        number,
        topic: 'command',
        count: 0,
      }),
    );
  const reactions = [...Map.groupBy(judged, ({ command }) => command.comment)]
    .filter(([, its]) => its.every(({ outcome }) => outcome.kind !== 'waiting'))
    .map(([comment, its]): Reaction => {
      const content = its.every(({ outcome }) => outcome.kind === 'accepted') ? '+1' : 'confused';
      return { kind: 'reaction', key: `reaction:${comment}`, comment, content };
    });
  return [...reactions, ...comments];
}
