import { type Reminder, reminder } from '../../artefact/artefact.ts';
import { artefactKey, parseArtefactKey } from '../../artefact/keys.ts';
import type { Consequences } from '../../artefact/rule.ts';
import { confirmationDueSince } from '../confirm-before-notifying.ts';
import { reminderSchedule } from '../reminder-schedule.ts';
import type { Situation } from '../situation.ts';

/** People are reminded from the deadline on. One that was missed while nobody was awake is not made up for. */
export function remind(situation: Situation, now: Date): Consequences<Reminder, never> {
  const { obligation, inForce } = situation;
  if ((obligation.kind !== 'open' && obligation.kind !== 'discarded') || !obligation.deadline) return {};
  const { policy, enforcedSince } = inForce;
  const until = reminderSchedule(obligation.deadline, policy, now).nextAt;
  const { due } = reminderSchedule(obligation.deadline, policy, now, enforcedSince);
  const number = placeOf(situation);
  if (number === null || !obligation.overdue || due === null) return { until };
  if (due <= newest(situation, obligation.term)) return { until };
  // Also one whose writing was cut off: by then the fix may be on the target.
  if (confirmationDueSince(situation, now) !== null) return { until };
  const key = artefactKey.reminder(number, obligation.term, due);
  return { artefacts: [reminder({ key, number, count: due + 1 })], until };
}

/** Reminders go where the work is: the pull request, or the breach issue where there is none. */
function placeOf({ hotfix, backfill, obligation }: Situation): number | null {
  const rule = obligation.kind === 'discarded' ? 'discarded' : 'overdue';
  const issue = hotfix.ledger.written[artefactKey.breach(rule, hotfix.branch)]?.number ?? null;
  if (obligation.kind === 'discarded') return issue;
  return backfill && backfill.state !== 'merged' ? backfill.number : issue;
}

/**
 * Index of the newest reminder of this obligation, wherever it was written; -1: none. The clock may step back, and the
 * pull request may come after a reminder on the issue: what was said is not said again.
 */
function newest({ hotfix }: Situation, term: string): number {
  const sent = Object.entries(hotfix.ledger.written)
    .filter(([, { number }]) => number !== null)
    .map(([key]) => parseArtefactKey(key))
    .map((key) => (key?.kind === 'reminder' && key.term === term ? key.index : -1));
  return Math.max(-1, ...sent);
}
