import type { Comment, Reminder } from '../../artefact/artefact.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { mentionAll } from '../markdown/mention.ts';
import { incidentOf } from '../phrases/incident.ts';
import { when } from '../phrases/when.ts';
import type { HotfixReport } from './words.ts';

/** To those who have to act: since when the hotfix is overdue, what stands in the way, what to do. */
export const reminderWords = {
  comment({ situation, status }: HotfixReport, comment: Comment | Reminder): string[] {
    const { hotfix, obligation, inForce, name, target } = situation;
    const { policy } = inForce;
    const count = comment.kind === 'reminder' ? comment.count : 1;
    const deadline = 'deadline' in obligation ? obligation.deadline : null;
    const since = deadline ? ` since ${when(deadline, policy.timezone)}` : '';
    const who = mentionAll(hotfix.startedBy, policy.owners);
    const overdue = `the hotfix ${codeSpan(hotfix.branch)} has been overdue${since}: it is not on ${codeSpan(target)}.`;
    return [
      who === '' ? `${overdue.charAt(0).toUpperCase()}${overdue.slice(1)}` : `${who}: ${overdue}`,
      status.state,
      [`- **Incident:** ${incidentOf(name, policy)}`, `- **Next:** ${status.next}`].join('\n'),
      ...status.details,
      `Reminder ${count} of ${policy.reminders.limit}.${count >= policy.reminders.limit ? ' This is the last one; the fix is still owed.' : ''}`,
    ];
  },
  heldBack: 'a reminder',
};
