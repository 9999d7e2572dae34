import type { JudgedCommand } from '../../hotfix/commands/command.ts';
import { mostExtensions } from '../../hotfix/commands/judge-commands.ts';
import type { ParsedCommand } from '../../hotfix/commands/parse-command.ts';
import type { Situation } from '../../hotfix/situation.ts';
import type { Policy } from '../../policy/policy.ts';
import { longestExtension } from '../../waiting/timings.ts';
import { statusText } from '../backfill/status-text.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { deadlineText } from '../phrases/deadline.ts';
import { durationText, inHours } from '../phrases/duration.ts';
import { outcome } from '../phrases/outcome.ts';
import { pullLink } from '../phrases/pull-request.ts';
import { threadLink } from '../phrases/review-link.ts';
import { when } from '../phrases/when.ts';
import type { HotfixReport } from '../rules/words.ts';
import { helpText, lackingText, names, unknownCommand, usage } from './command-help.ts';
import { recorded } from './timeline-answer.ts';

/** The answer to one command, written once: it quotes the line, so that it can be read by itself. */
export function commandText(command: JudgedCommand, report: HotfixReport): string[] {
  return [`> ${codeSpan(command.line, 300)}`, ...answer(command, report)];
}

function answer(command: JudgedCommand, report: HotfixReport): string[] {
  const { situation } = report;
  const { policy } = situation.inForce;
  const { asked } = command;
  const refusal = refused(command, situation);
  if (refusal) return refusal;
  switch (asked.verb) {
    case 'help':
      return helpText(policy);
    case 'status':
    case 'recheck':
      return statusText(report);
    case 'extend':
      return [extended(asked.by, situation)];
    case 'deployed':
      return [
        `**Recorded.** Understood as ${when(asked.at, command.timezone)}. If that is wrong, give the command again with the date and an offset, as in ${codeSpan('/hotfix deployed 2026-11-23 14:02 UTC+1')}; the recorded deploy stays.`,
      ];
    case 'supersede':
    case 'waive':
      return [ended(command, situation)];
    case 'timeline':
      return [`${recorded(asked, command)} ${whereShown(situation)}`];
    case 'unknown':
    case 'incomplete':
      return helpText(policy);
  }
}

function refused(command: JudgedCommand, { hotfix, inForce }: Situation): string[] | null {
  const { policy } = inForce;
  const { asked, outcome, extensionLeft } = command;
  if (outcome.kind !== 'refused') return null;
  switch (outcome.because) {
    case 'unknown':
      return unknownCommand(asked, policy);
    case 'incomplete':
      return asked.verb === 'incomplete' ? [lackingText(asked)] : [];
    case 'no-incident':
      return [
        `Nothing was changed: a timeline belongs to an incident, and ${codeSpan(hotfix.branch)} names none. Rename the branch as its check run says, and give the command again.`,
      ];
    case 'too-early': {
      const at = asked.verb === 'deployed' ? ` Understood as ${when(asked.at, command.timezone)}.` : '';
      return [
        `Nothing was changed: the hotfix had not been pushed by then.${at} Give the command again with the day and an offset, as in ${codeSpan('/hotfix deployed 2026-11-23 14:02 UTC+1')}.`,
      ];
    }
    case 'author':
      return [
        `Nothing was changed: only someone who has not worked on this hotfix can do this. ${whoMay(asked, policy)}`,
      ];
    case 'not-entitled':
      return [`Nothing was changed: you may not give this command here. ${whoMay(asked, policy)}`];
    case 'too-much': {
      const rest =
        extensionLeft > 0
          ? `It can still be extended by at most ${durationText(extensionLeft)}.`
          : 'It cannot be extended further.';
      return [
        `Nothing was changed: the deadline can be extended at most ${mostExtensions} times, by ${inHours(longestExtension)} in all. ${rest} If no backfill is needed, waive it: ${codeSpan(usage.waive)}.`,
      ];
    }
  }
}

function whereShown({ hotfix, inForce }: Situation): string {
  if (hotfix.review) {
    const { owner, name } = hotfix.repository;
    const elsewhere = hotfix.review.where !== `${owner}/${name}`;
    const provided = elsewhere ? ' if you have write permission there' : '';
    return `It is shown in the review, ${threadLink(hotfix.review, hotfix.repository)}${provided}.`;
  }
  return inForce.policy.review.open
    ? 'It will be shown in the review, which opens when a hotfix of the incident has been deployed.'
    : 'The policy opens no reviews.';
}

function extended(by: number, situation: Situation): string {
  const { obligation } = situation;
  if (obligation.kind !== 'open' && obligation.kind !== 'discarded') {
    const now = 'newerHeads' in obligation ? ` ${outcome(situation, obligation)}` : '';
    return `Recorded, with the reason; nothing is owed at the moment.${now}`;
  }
  return `**The deadline is extended by ${durationText(by)}.** It is now ${deadlineText(situation)}. The fix is still owed; the reason stays in the record.`;
}

function ended(command: JudgedCommand, situation: Situation): string {
  const { hotfix, target, obligation, backfill, inForce } = situation;
  if (obligation.kind !== 'declared' && obligation.kind !== 'waived') {
    const now = 'newerHeads' in obligation ? ` ${outcome(situation, obligation)}` : '';
    return `Recorded, with the reason.${now} Commits that are pushed later and deployed are owed.`;
  }
  const until = when(command.at, inForce.policy.timezone);
  const close =
    backfill?.state === 'open' ? [`**Next:** Close ${pullLink(backfill)}; it is no longer needed.`] : [];
  const word = obligation.kind === 'waived' ? 'Waived' : 'Declared';
  const warning =
    obligation.kind === 'waived'
      ? 'If the fix is in production, the next regular deploy will remove it.'
      : 'The App no longer checks that the fix is there: make sure that its replacement stays.';
  return [
    `**${word}.** Commits pushed to ${codeSpan(hotfix.branch)} until ${until} are no longer owed to ${codeSpan(target)}; the reason stays in the record.`,
    warning,
    'Commits that are pushed later and deployed are owed.',
    ...close,
  ].join(' ');
}

function whoMay({ verb }: ParsedCommand, { approvers }: Policy): string {
  if (verb === 'deployed' || verb === 'recheck' || verb === 'timeline')
    return 'Anyone with write permission in this repository can give it.';
  if (approvers.length === 0)
    return 'Anyone else with maintain or admin permission in this repository can give it.';
  return `Any other approver of the policy can give it: ${names(approvers)}.`;
}
