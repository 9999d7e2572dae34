import { reviewDueAt } from '../incident/due.ts';
import type { Incident } from '../incident/incident.ts';
import { missingParts } from '../incident/missing-parts.ts';
import { storyKey } from './keys.ts';
import type { News } from './news.ts';

/** A review is due and not complete: news once, whatever reminders follow. One that people closed is theirs. */
export function reviewNews(incident: Incident, now: Date): News[] {
  const { id, review, home } = incident;
  if (!review || review.state === 'closed' || home.inForce.policy.mode !== 'enforce') return [];
  const dueAt = reviewDueAt(review.openedAt, home.inForce);
  if (now < dueAt || missingParts(incident).length === 0) return [];
  const key = storyKey.review(id);
  return [{ key, event: 'review', story: key, happenedAt: dueAt }];
}
