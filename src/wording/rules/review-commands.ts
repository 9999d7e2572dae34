import type { Comment, Reminder } from '../../artefact/artefact.ts';
import { answeredBy } from '../../hotfix/commands/answers.ts';
import { parsed } from '../../hotfix/commands/judge-commands.ts';
import { type JudgedReviewCommand, judgedOnReview } from '../../incident/command-outcome.ts';
import type { Incident } from '../../incident/incident.ts';
import { missingParts } from '../../incident/missing-parts.ts';
import { timelineOf } from '../../incident/timeline.ts';
import { helpText, lackingText, unknownCommand } from '../command/command-help.ts';
import { oddWords, recorded } from '../command/timeline-answer.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { threadLink } from '../phrases/review-link.ts';
import { hotfixTable } from '../review/review-hotfixes.ts';
import { missingList } from '../review/review-missing.ts';

/** The answer to the commands of one comment on a review, written once: it quotes each line. */
export const reviewCommandsWords = {
  comment(incident: Incident, { key }: Comment | Reminder): string[] {
    return answeredBy(judgedOnReview(incident.commands), key).flatMap((command) => [
      `> ${codeSpan(command.line, 300)}`,
      ...answer(command, incident),
    ]);
  },
};

function answer(command: JudgedReviewCommand, incident: Incident): string[] {
  const { policy } = incident.home.inForce;
  const asked = parsed(command);
  const { outcome } = command;
  if (outcome.kind === 'refused') {
    switch (outcome.because) {
      case 'unknown':
        return unknownCommand(asked, policy);
      case 'incomplete':
        return asked.verb === 'incomplete' ? [lackingText(asked)] : [];
      case 'not-entitled':
        return [
          'Nothing was changed: you may not give this command here. Anyone with write permission in this repository can give it.',
        ];
      case 'elsewhere':
        return [
          `Nothing was changed: ${codeSpan(`/hotfix ${asked.verb}`)} is about one hotfix, but this review covers the whole incident. Give the command on the hotfix's pull request:`,
          pulls(incident),
        ];
    }
  }
  switch (asked.verb) {
    case 'timeline':
      return [recorded(asked, command), ...oddWords(asked.row, timelineOf(incident), policy.timezone)];
    case 'status':
      return status(incident);
    default:
      return helpText(policy);
  }
}

function status(incident: Incident): string[] {
  const missing = missingParts(incident);
  return [
    missing.length === 0 ? '**The review is complete.**' : '**The review is not complete.** Missing:',
    ...(missing.length === 0 ? [] : [missingList(missing)]),
    hotfixTable(incident),
  ];
}

function pulls({ hotfixes, home }: Incident): string {
  return hotfixes
    .map(({ hotfix, backfill }) => {
      const { owner, name } = hotfix.repository;
      const at = backfill
        ? threadLink({ where: `${owner}/${name}`, ...backfill }, home.repository)
        : 'no pull request yet';
      return `- ${codeSpan(hotfix.branch, 120)}: ${at}`;
    })
    .join('\n');
}
