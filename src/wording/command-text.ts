import { extensionLeft, mostExtensions, outcomeOf, parsed } from '../hotfix/commands.ts';
import type { Command } from '../hotfix/hotfix.ts';
import { type ParsedCommand, type Verb, verbs } from '../hotfix/parse-command.ts';
import type { Situation } from '../hotfix/situation.ts';
import type { Policy } from '../policy/policy.ts';
import { codeSpan } from './code-span.ts';
import { deadlineText } from './deadline.ts';
import { duration } from './duration.ts';
import { outcome } from './outcome.ts';
import { pullLink } from './pull-request.ts';
import { statusText } from './status-text.ts';
import { table } from './table.ts';
import { when } from './when.ts';

/** The answer to one command, written once: it quotes the line, so that it can be read by itself. */
export function commandText(command: Command, situation: Situation): string[] {
  return [`> ${codeSpan(command.line, 300)}`, ...answer(command, situation)];
}

function answer(command: Command, situation: Situation): string[] {
  const { policy } = situation.inForce;
  const asked = parsed(command);
  const refusal = refused(command, asked, situation);
  if (refusal) return refusal;
  switch (asked.verb) {
    case 'help':
      return help(policy);
    case 'status':
    case 'recheck':
      return statusText(situation);
    case 'extend':
      return [extended(asked.by, situation)];
    case 'deployed':
      return [
        `**Recorded.** Understood as ${when(asked.at, command.timezone)}. Should that be wrong, give the command again with the date and an offset, as in ${codeSpan('/hotfix deployed 2026-11-23 14:02 UTC+1')}; a deploy that is recorded stays.`,
      ];
    case 'supersede':
    case 'waive':
      return [ended(command, situation)];
    case 'unknown':
    case 'incomplete':
      return help(policy);
  }
}

function refused(command: Command, asked: ParsedCommand, { hotfix, inForce }: Situation): string[] | null {
  const { policy } = inForce;
  const outcome = outcomeOf(command, hotfix);
  if (outcome.kind !== 'refused') return null;
  switch (outcome.because) {
    case 'unknown': {
      const word = asked.verb === 'unknown' ? asked.word : '';
      const meant =
        asked.verb === 'unknown' && asked.nearest
          ? ` Did you mean ${codeSpan(`/hotfix ${asked.nearest}`)}?`
          : '';
      return [`There is no command ${codeSpan(word, 50)}.${meant}`, ...help(policy)];
    }
    case 'incomplete':
      return asked.verb === 'incomplete'
        ? [`Nothing was changed: ${codeSpan(usage[asked.of])} ${lacking[asked.missing]}.`]
        : [];
    case 'too-early': {
      const at = asked.verb === 'deployed' ? ` Understood as ${when(asked.at, command.timezone)}.` : '';
      return [
        `Nothing was changed: the hotfix had not been pushed by then.${at} Give the command again with the day and an offset, as in ${codeSpan('/hotfix deployed 2026-11-23 14:02 UTC+1')}.`,
      ];
    }
    case 'author':
      return [
        `Nothing was changed: it takes somebody who neither began this hotfix nor pushed to it. ${whoMay(asked, policy)}`,
      ];
    case 'not-entitled':
      return [`Nothing was changed: you may not give this command here. ${whoMay(asked, policy)}`];
    case 'too-much': {
      const left = extensionLeft(command, hotfix);
      const rest =
        left > 0
          ? `It can still be put off by ${duration(left)} at most.`
          : 'It cannot be put off any further.';
      return [
        `Nothing was changed: the deadline can be put off ${mostExtensions} times, by 72 h in all. ${rest} What need not be paid back at all can be waived: ${codeSpan(usage.waive)}.`,
      ];
    }
  }
}

const lacking = {
  reason: 'needs a reason, which stays in the record',
  duration: 'needs a number and s, m, h or d, and a reason, such as `/hotfix extend 12h The vendor is on it`',
  time: 'needs a time that has passed, such as `14:02`, `2026-11-23 14:02 UTC+1` or `20 minutes ago`',
};

function extended(by: number, situation: Situation): string {
  const { standing } = situation;
  if (standing.kind !== 'open' && standing.kind !== 'discarded') {
    const now = 'newerHeads' in standing ? ` ${outcome(situation, standing)}` : '';
    return `Recorded, with the reason; nothing is owed at the moment.${now}`;
  }
  return `**The deadline is put off by ${duration(by)}.** It is now ${deadlineText(situation)}; the reason stays in the record, and what is owed stays owed.`;
}

function ended(command: Command, situation: Situation): string {
  const { hotfix, target, standing, backfill, inForce } = situation;
  if (standing.kind !== 'declared' && standing.kind !== 'waived') {
    const now = 'newerHeads' in standing ? ` ${outcome(situation, standing)}` : '';
    return `Recorded, with the reason.${now} What was pushed after the command, and deployed, is not covered by it.`;
  }
  const until = when(command.at, inForce.policy.timezone);
  const close =
    backfill?.state === 'open' ? [`**Next:** Close ${pullLink(backfill)}; it is not needed any more.`] : [];
  const word = standing.kind === 'waived' ? 'Waived' : 'Declared';
  const warning =
    standing.kind === 'waived'
      ? 'Where the fix is in production, the next normal deploy takes it away.'
      : 'It is no longer looked for there either: see that what takes its place stays.';
  return [
    `**${word}.** Nothing of what was pushed to ${codeSpan(hotfix.branch)} until ${until} is owed to ${codeSpan(target)} any more; the reason stays in the record.`,
    warning,
    'What is pushed later, and deployed, is owed.',
    ...close,
  ].join(' ');
}

const usage: Record<Verb, string> = {
  status: '/hotfix status',
  deployed: '/hotfix deployed [time]',
  extend: '/hotfix extend <duration> <reason>',
  waive: '/hotfix waive <reason>',
  supersede: '/hotfix supersede <reason>',
  recheck: '/hotfix recheck',
  help: '/hotfix help',
};

const meaning: Record<Verb, [does: string, who: 'anyone' | 'writers' | 'approvers']> = {
  status: ['says where the hotfix stands', 'anyone'],
  deployed: ['records a production deploy that left no other trace; without a time, now', 'writers'],
  extend: [`puts the deadline off: ${mostExtensions} times, 72 h in all`, 'approvers'],
  waive: ['ends the obligation, although the fix does not come', 'approvers'],
  supersede: ['declares that the fix is there in another form', 'approvers'],
  recheck: ['asks GitHub for everything again', 'writers'],
  help: ['shows this list', 'anyone'],
};

function help(policy: Policy): string[] {
  const rows = verbs.map((verb) => {
    const [does, who] = meaning[verb];
    return [codeSpan(usage[verb]), does, whoIs(who, policy)];
  });
  return [
    table(['Command', 'What it does', 'Who may'], rows),
    'A command stands at the beginning of a line of a comment, outside of quotations and code.',
  ];
}

function whoIs(who: 'anyone' | 'writers' | 'approvers', { approvers }: Policy): string {
  if (who !== 'approvers') return who === 'anyone' ? 'anyone' : 'write permission';
  const named = approvers.length === 0 ? 'maintain or admin permission' : names(approvers);
  return `${named}; not the hotfix's author`;
}

function whoMay({ verb }: ParsedCommand, { approvers }: Policy): string {
  if (verb === 'deployed' || verb === 'recheck')
    return 'Anybody with write permission in this repository can give it.';
  if (approvers.length === 0)
    return 'Anybody else with maintain or admin permission in this repository can give it.';
  return `Of the policy's approvers, anybody else can give it: ${names(approvers)}.`;
}

/** Named, and not called: they need not hear of every attempt. */
function names(approvers: string[]): string {
  return approvers.map((name) => codeSpan(name)).join(', ');
}
