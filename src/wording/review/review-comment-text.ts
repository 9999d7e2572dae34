import type { Comment, Reminder } from '../../artefact/artefact.ts';
import { parseArtefactKey } from '../../artefact/keys.ts';
import { markerOf, markerOfReviewElsewhere } from '../../artefact/marker.ts';
import type { Command } from '../../hotfix/commands/command.ts';
import { parsed } from '../../hotfix/commands/judge-commands.ts';
import type { Incident } from '../../incident/incident.ts';
import { reviewOutcome } from '../../incident/review-commands.ts';
import { timelineOf } from '../../incident/timeline.ts';
import { helpText, lackingText, unknownCommand } from '../command/command-help.ts';
import { oddWords, recorded } from '../command/timeline-answer.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { bodyLimit, fit } from '../markdown/fit.ts';
import { link } from '../markdown/link.ts';
import { threadLink } from '../phrases/review-link.ts';
import { hotfixTable } from './review-hotfixes.ts';
import { missingList } from './review-missing.ts';
import { missingOf, reviewBlock, reviewReminder } from './review-text.ts';

/** A comment on a review; its first line is the mark. */
export function reviewCommentText(comment: Comment | Reminder, incident: Incident): string {
  const { key } = comment;
  if (comment.kind === 'reminder') return written(markerOf(key), reviewReminder(incident, comment.count));
  switch (parseArtefactKey(key)?.kind) {
    case 'review-block':
      return reviewBlock(incident);
    case 'review-elsewhere':
      return written(markerOfReviewElsewhere(incident.id), elsewhere(incident));
    default: {
      const command = incident.commands.find((one) => one.key === key);
      return written(markerOf(key), command ? answer(command, incident) : []);
    }
  }
}

function written(first: string, paragraphs: string[]): string {
  return fit([first, ...paragraphs].join('\n\n'), bodyLimit);
}

function elsewhere({ review, home }: Incident): string[] {
  if (!review) return [];
  const { owner, name } = home.repository;
  const there = link(`#${review.number}`, review.url ?? `${home.repository.url}/issues/${review.number}`);
  return [
    `The review of this incident is ${there} in ${codeSpan(`${owner}/${name}`)}: there is one for each incident, so that nobody has to look in two places. Carry over what you wrote here, and close this issue.`,
  ];
}

function answer(command: Command, incident: Incident): string[] {
  return [`> ${codeSpan(command.line, 300)}`, ...words(command, incident)];
}

function words(command: Command, incident: Incident): string[] {
  const { home } = incident;
  const { policy } = home.inForce;
  const asked = parsed(command);
  const outcome = reviewOutcome(command);
  if (outcome.kind === 'refused') {
    switch (outcome.because) {
      case 'unknown':
        return unknownCommand(asked, policy);
      case 'incomplete':
        return asked.verb === 'incomplete' ? [lackingText(asked)] : [];
      case 'not-entitled':
        return [
          'Nothing was changed: you may not give this command here. Anybody with write permission in this repository can give it.',
        ];
      case 'elsewhere':
        return [
          `Nothing was changed: ${codeSpan(`/hotfix ${asked.verb}`)} is about one hotfix, and this is the review of the whole incident. Give it on the hotfix's pull request:`,
          pulls(incident),
        ];
    }
  }
  switch (asked.verb) {
    case 'timeline':
      return [recorded(asked, command), ...oddWords(asked.row, timelineOf(incident), policy.timezone)];
    case 'status': {
      const missing = missingOf(incident);
      return [
        missing.length === 0 ? '**The review is complete.**' : '**The review is not complete yet.** Missing:',
        ...(missing.length === 0 ? [] : [missingList(missing)]),
        hotfixTable(incident),
      ];
    }
    default:
      return helpText(policy);
  }
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
