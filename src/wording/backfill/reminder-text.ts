import type { Situation } from '../../hotfix/situation.ts';
import { discarded } from '../check-run/check-ended.ts';
import { whatIsLeft } from '../check-run/what-is-left.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { mentionAll } from '../markdown/mention.ts';
import { incidentOf } from '../phrases/incident.ts';
import { when } from '../phrases/when.ts';

/** To those who have to act: overdue since when, what stands in the way, what to do. `count`: 1 for the first. */
export function reminderText(count: number, situation: Situation): string[] {
  const { hotfix, standing, inForce, name, target } = situation;
  const { policy } = inForce;
  const deadline = 'deadline' in standing ? standing.deadline : null;
  const since = deadline ? ` since ${when(deadline, policy.timezone)}` : '';
  const who = mentionAll(hotfix.startedBy, policy.owners);
  const words = standing.kind === 'discarded' ? discarded(situation, standing) : whatIsLeft(situation);
  const overdue = `the hotfix ${codeSpan(hotfix.branch)} has been overdue${since}: it is not on ${codeSpan(target)}.`;
  return [
    who === '' ? `${overdue.charAt(0).toUpperCase()}${overdue.slice(1)}` : `${who}: ${overdue}`,
    words.state,
    [`- **Incident:** ${incidentOf(name, policy)}`, `- **Next:** ${words.next}`].join('\n'),
    ...words.details,
    `Reminder ${count} of ${policy.reminders.limit}.${count >= policy.reminders.limit ? ' It is the last one; what is owed stays owed.' : ''}`,
  ];
}
