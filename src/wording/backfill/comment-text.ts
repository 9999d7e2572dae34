import type { Comment } from '../../artefact/artefact.ts';
import { marker } from '../../artefact/marker.ts';
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

/** A comment on a pull request or an issue; its first line is the mark. */
export function commentText(comment: Comment, situation: Situation): string {
  const key = comment.key.split(':').slice(1);
  return fit(paragraphs(comment, situation, key).join('\n\n'), bodyLimit);
}

function paragraphs(comment: Comment, situation: Situation, key: string[]): string[] {
  switch (comment.topic) {
    case 'status':
      return [marker('status', ...key), ...statusText(situation), ...putRightHere(comment, situation)];
    case 'reminder':
      return [marker('reminder', ...key), ...reminderText(comment.count, situation)];
    case 'closed-unmerged':
      return [marker('reminder', ...key), ...closedUnmerged(situation)];
    case 'reverted':
      return [marker('reminder', ...key), ...takenBack(situation)];
    case 'command': {
      const command = situation.hotfix.commands.find((one) => one.key === comment.key);
      return [marker('command', ...key), ...(command ? commandText(command, situation) : [])];
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
