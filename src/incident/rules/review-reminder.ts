import { type Reminder, reminder } from '../../artefact/artefact.ts';
import { artefactKey, parseArtefactKey } from '../../artefact/keys.ts';
import { type Consequences, earliestAfter } from '../../artefact/rule.ts';
import { reviewDueAt, reviewReminders } from '../due.ts';
import type { Incident } from '../incident.ts';
import { missingParts } from '../missing-parts.ts';

/** People are reminded of a review that is due and not complete, until they close it. */
export function remindOfReview(incident: Incident, now: Date): Consequences<Reminder, never> {
  const { review, home } = incident;
  if (!review) return {};
  const { number, openedAt, state } = review;
  const { due, nextAt } = reviewReminders(openedAt, home.inForce, now);
  // The channel hears that it is due, also where the policy wants no reminders.
  const until = earliestAfter(now, [reviewDueAt(openedAt, home.inForce), nextAt]);
  if (state === 'closed' || due === null || due <= newestReminder(incident, number)) return { until };
  if (missingParts(incident).length === 0) return { until };
  const key = artefactKey.reviewReminder(number, due);
  return { artefacts: [reminder({ key, number, count: due + 1 })], until };
}

/** Index of the newest that was written; -1: none. The clock may step back. */
function newestReminder({ written }: Incident, number: number): number {
  const sent = Object.entries(written)
    .filter(([, { number: id }]) => id !== null)
    .map(([key]) => parseArtefactKey(key))
    .map((key) => (key?.kind === 'review-reminder' && key.number === number ? key.index : -1));
  return Math.max(-1, ...sent);
}
