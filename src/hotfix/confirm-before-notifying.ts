import { max } from 'date-fns/max';
import { reminderSchedule } from './reminder-schedule.ts';
import type { Situation } from './situation.ts';

/**
 * Deliveries may be late: GitHub had an outage, or this App was down. Before anybody is alerted to an overdue hotfix,
 * GitHub is asked what became of the branch: once at the deadline, and once for each reminder. Returns since when that
 * confirmation is due; `null`: it is not.
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
