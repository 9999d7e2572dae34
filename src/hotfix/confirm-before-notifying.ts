import { max } from 'date-fns/max';
import { reminderSchedule } from './reminder-schedule.ts';
import type { Situation } from './situation.ts';

/**
 * Deliveries may be late: by an outage of GitHub, or because nobody was here to take them. Before anybody is alerted to
 * a hotfix that is overdue, GitHub is asked once what became of the branch: at the deadline, and at each reminder.
 * Returns since when a confirmation is due; `null`: none is.
 */
export function confirmationDueSince({ hotfix, obligation, inForce }: Situation, now: Date): Date | null {
  if (
    (obligation.kind !== 'open' && obligation.kind !== 'discarded') ||
    !obligation.overdue ||
    !obligation.deadline
  )
    return null;
  const { dueAt } = reminderSchedule(obligation.deadline, inForce.policy, now, inForce.enforcedSince);
  const since = dueAt ? max([obligation.deadline, dueAt]) : obligation.deadline;
  const seen = hotfix.readings.whereabouts;
  return seen && seen.readAt >= since ? null : since;
}
