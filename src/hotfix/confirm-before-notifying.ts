import { max } from 'date-fns/max';
import type { Artefact } from '../artefact/artefact.ts';
import { reminderSchedule } from './reminder-schedule.ts';
import type { Situation } from './situation.ts';

/**
 * Deliveries may be late: by an outage of GitHub, or because nobody was here to take them. Before anything is said aloud
 * of a debt that is not paid, GitHub is asked once what became of the branch: at the deadline, and at each reminder.
 * Returns since when a look is owed; `null`: none is.
 */
export function confirmationDueSince({ hotfix, standing, inForce }: Situation, now: Date): Date | null {
  if ((standing.kind !== 'open' && standing.kind !== 'discarded') || !standing.overdue || !standing.deadline)
    return null;
  const { dueAt } = reminderSchedule(standing.deadline, inForce.policy, now, inForce.enforcedSince);
  const since = dueAt ? max([standing.deadline, dueAt]) : standing.deadline;
  const seen = hotfix.whereabouts;
  return seen && seen.readAt >= since ? null : since;
}

/** What is noticed by everybody: it waits for that look. What is there already is kept up to date meanwhile. */
export function alertsPeople(artefact: Artefact, { hotfix }: Situation): boolean {
  switch (artefact.kind) {
    case 'issue':
      return artefact.state === 'open' && !hotfix.written[artefact.key];
    case 'overdue-label':
      return artefact.present && !hotfix.written[artefact.key];
    case 'comment':
      return artefact.topic === 'reminder';
    default:
      return false;
  }
}
