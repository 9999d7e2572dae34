import { mostExtensions } from '../../hotfix/commands/judge-commands.ts';
import { type ParsedCommand, type Verb, verbs } from '../../hotfix/commands/parse-command.ts';
import type { Policy } from '../../policy/policy.ts';
import { longestExtension } from '../../waiting/timings.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { table } from '../markdown/table.ts';
import { inHours } from '../phrases/duration.ts';

/** The answer to a line that is not a command. */
export function unknownCommand(asked: ParsedCommand, policy: Policy): string[] {
  const word = asked.verb === 'unknown' ? asked.word : '';
  const meant =
    asked.verb === 'unknown' && asked.nearest ? ` Did you mean ${codeSpan(`/hotfix ${asked.nearest}`)}?` : '';
  return [`There is no command ${codeSpan(word, 50)}.${meant}`, ...helpText(policy)];
}

export function lackingText({ of, missing }: Extract<ParsedCommand, { verb: 'incomplete' }>): string {
  return `Nothing was changed: ${codeSpan(usage[of])} ${lacking[missing]}.`;
}

const lacking = {
  reason: 'needs a reason, which stays in the record',
  duration: 'needs a number and s, m, h or d, and a reason, such as `/hotfix extend 12h The vendor is on it`',
  time: 'needs a time that has passed, such as `14:02`, `2026-11-23 14:02 UTC+1` or `20 minutes ago`',
  row: 'needs a row: `deploy`, `detected`, `rollback`, `recovered` or `root-cause`, as in `/hotfix timeline detected 14:02`. Deploys of the hotfix are recorded automatically',
};

export const usage: Record<Verb, string> = {
  status: '/hotfix status',
  deployed: '/hotfix deployed [time]',
  extend: '/hotfix extend <duration> <reason>',
  waive: '/hotfix waive <reason>',
  supersede: '/hotfix supersede <reason>',
  timeline: '/hotfix timeline <row> <time>',
  recheck: '/hotfix recheck',
  help: '/hotfix help',
};

const meaning: Record<Verb, [does: string, who: 'anyone' | 'writers' | 'approvers']> = {
  status: ['shows where the hotfix stands', 'anyone'],
  deployed: ['records a production deploy that left no other trace; now, if no time is given', 'writers'],
  extend: [
    `extends the deadline: at most ${mostExtensions} times, ${inHours(longestExtension)} in all`,
    'approvers',
  ],
  waive: ['waives the backfill; the fix will not be merged', 'approvers'],
  supersede: ['declares that the fix is on the target in another form', 'approvers'],
  timeline: [
    'fills in the timeline of the incident: `deploy`, `detected`, `rollback`, `recovered` or `root-cause`, and a time, `none` or `unknown`',
    'writers',
  ],
  recheck: ['reads everything from GitHub again', 'writers'],
  help: ['shows this list', 'anyone'],
};

export function helpText(policy: Policy): string[] {
  const rows = verbs.map((verb) => {
    const [does, who] = meaning[verb];
    return [codeSpan(usage[verb]), does, whoIs(who, policy)];
  });
  return [
    table(['Command', 'What it does', 'Who may'], rows),
    'Start a line with the command; quotes and code are ignored.',
  ];
}

function whoIs(who: 'anyone' | 'writers' | 'approvers', { approvers }: Policy): string {
  if (who !== 'approvers') return who === 'anyone' ? 'anyone' : 'write permission';
  const named = approvers.length === 0 ? 'maintain or admin permission' : names(approvers);
  return `${named}; not the hotfix's author`;
}

/** Names without mentions: nobody need be notified of every attempt. */
export function names(approvers: string[]): string {
  return approvers.map((name) => codeSpan(name)).join(', ');
}
