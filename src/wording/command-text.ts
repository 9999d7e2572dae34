import { outcomeOf } from '../hotfix/commands.ts';
import type { Command } from '../hotfix/hotfix.ts';
import { parseCommand, type Verb, verbs } from '../hotfix/parse-command.ts';
import type { Situation } from '../hotfix/situation.ts';
import type { Policy } from '../policy/policy.ts';
import { codeSpan } from './code-span.ts';
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
  const { hotfix, inForce } = situation;
  const parsed = parseCommand(command.line);
  switch (parsed.verb) {
    case 'unknown': {
      const meant = parsed.nearest ? ` Did you mean ${codeSpan(`/hotfix ${parsed.nearest}`)}?` : '';
      return [`There is no command ${codeSpan(parsed.word, 50)}.${meant}`, ...help(inForce.policy)];
    }
    case 'incomplete':
      return [
        `Nothing was changed: ${codeSpan(usage[parsed.of])} needs a reason, which stays in the record.`,
      ];
    case 'help':
      return help(inForce.policy);
    case 'status':
      return statusText(situation);
    case 'supersede': {
      const outcome = outcomeOf(command, hotfix);
      if (outcome.kind !== 'refused') return [superseded(command, situation)];
      return [
        outcome.because === 'author'
          ? `Nothing was changed: it takes somebody who neither began this hotfix nor pushed to it. ${whoMay(inForce.policy)}`
          : `Nothing was changed: you may not give this command here. ${whoMay(inForce.policy)}`,
      ];
    }
  }
}

function superseded(command: Command, situation: Situation): string {
  const { hotfix, target, standing, backfill, inForce } = situation;
  if (standing.kind !== 'declared') {
    const now = 'newerHeads' in standing ? ` ${outcome(situation, standing)}` : '';
    return `Recorded, with the reason.${now} What was pushed after the command, and deployed, is not covered by it.`;
  }
  const until = when(command.at, inForce.policy.timezone);
  const close =
    backfill?.state === 'open' ? [`**Next:** Close ${pullLink(backfill)}; it is not needed any more.`] : [];
  return [
    `**Declared.** Nothing of what was pushed to ${codeSpan(hotfix.branch)} until ${until} is owed to ${codeSpan(target)} any more; the reason stays in the record.`,
    `It is no longer looked for there either: see that what takes its place stays. What is pushed later, and deployed, is owed.`,
    ...close,
  ].join(' ');
}

const usage: Record<Verb, string> = {
  status: '/hotfix status',
  supersede: '/hotfix supersede <reason>',
  help: '/hotfix help',
};

const meaning: Record<Verb, [does: string, who: 'anyone' | 'approvers']> = {
  status: ['says where the hotfix stands', 'anyone'],
  supersede: ['declares that the fix is there in another form, or not needed any more', 'approvers'],
  help: ['shows this list', 'anyone'],
};

function help(policy: Policy): string[] {
  const rows = verbs.map((verb) => {
    const [does, who] = meaning[verb];
    return [codeSpan(usage[verb]), does, who === 'anyone' ? 'anyone' : approvers(policy)];
  });
  return [
    table(['Command', 'What it does', 'Who may'], rows),
    'A command stands at the beginning of a line of a comment, outside of quotations and code.',
  ];
}

function whoMay({ approvers }: Policy): string {
  if (approvers.length === 0)
    return 'Anybody else with maintain or admin permission in this repository can give it.';
  return `Of the policy's approvers, anybody else can give it: ${names(approvers)}.`;
}

function approvers({ approvers }: Policy): string {
  const who = approvers.length === 0 ? 'maintain or admin permission' : names(approvers);
  return `${who}; not the hotfix's author`;
}

/** Named, and not called: they need not hear of every attempt. */
function names(approvers: string[]): string {
  return approvers.map((name) => codeSpan(name)).join(', ');
}
