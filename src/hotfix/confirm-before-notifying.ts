import { max } from 'date-fns/max';
import { reminderSchedule } from './reminder-schedule.ts';
import type { Situation } from './situation.ts';

/**
 * Deliveries may be late: by an outage of GitHub, or because nobody was here to take them. Before anybody is alerted to
 * a hotfix that is overdue, GitHub is asked once what became of the branch: at the deadline, and at each reminder.
 * Returns since when a confirmation is due; `null`: none is.
 */
export function confirmationDueSince({ hotfix, standing, inForce }: Situation, now: Date): Date | null {
  if ((standing.kind !== 'open' && standing.kind !== 'discarded') || !standing.overdue || !standing.deadline)
    return null;
  const { dueAt } = reminderSchedule(standing.deadline, inForce.policy, now, inForce.enforcedSince);
  const since = dueAt ? max([standing.deadline, dueAt]) : standing.deadline;
  const seen = hotfix.whereabouts;
  return seen && seen.readAt >= since ? null : since;
}
