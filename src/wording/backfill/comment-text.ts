import type { Comment, Reminder } from '../../artefact/artefact.ts';
import { markerOf } from '../../artefact/marker.ts';
import type { By } from '../../artefact/rule.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { backfillClosed } from '../check-run/check-before-backfill.ts';
import { whatIsLeft } from '../check-run/what-is-left.ts';
import { commandText } from '../command/command-text.ts';
import { bodyLimit, fit } from '../markdown/fit.ts';
import { mentionActor } from '../markdown/mention.ts';
import { deadlineText } from '../phrases/deadline.ts';
import { tamperingText } from '../phrases/tampering.ts';
import { reminderText } from './reminder-text.ts';
import { statusText } from './status-text.ts';

/** A comment on a pull request or an issue; its first line is the marker. */
export function commentText(comment: By<Comment | Reminder>, situation: Situation): string {
  return fit([markerOf(comment.key), ...paragraphs(comment, situation)].join('\n\n'), bodyLimit);
}

function paragraphs(comment: By<Comment | Reminder>, situation: Situation): string[] {
  if (comment.kind === 'reminder') return reminderText(comment.count, situation);
  switch (comment.rule) {
    case 'display':
      return [...statusText(situation), ...putRightHere(comment, situation)];
    case 'closed-unmerged':
      return closedUnmerged(situation);
    case 'taken-back':
      return takenBack(situation);
    default: {
      const command = situation.hotfix.commands.find((one) => one.key === comment.key);
      return command ? commandText(command, situation) : [];
    }
  }
}

function putRightHere({ key, number: pull }: Comment, situation: Situation): string[] {
  const own = situation.hotfix.written[key]?.number;
  return tamperingText(situation, ({ what, number }) =>
    what === 'comment' ? number === own : what === 'label' && number === pull,
  );
}

function takenBack(situation: Situation): string[] {
  const { state, next, details } = whatIsLeft(situation);
  const { startedBy } = situation.hotfix;
  return [
    startedBy.bot ? state : `${mentionActor(startedBy)}: ${state}`,
    `- **Deadline:** ${deadlineText(situation)}\n- **Next:** ${next}`,
    ...details,
  ];
}

function closedUnmerged(situation: Situation): string[] {
  const { state, next } = backfillClosed(situation);
  const { startedBy } = situation.hotfix;
  return [
    startedBy.bot ? state : `${mentionActor(startedBy)}: ${state}`,
    `- **Deadline:** ${deadlineText(situation)}\n- **Next:** ${next}`,
  ];
}
