import { storyKey } from './keys.ts';
import type { News } from './news.ts';

/** What has to be known of a review, whoever keeps it. */
export interface ReviewState {
  incident: string;
  /** When it is to be complete. */
  dueAt: Date;
  complete: boolean;
  /** By people: it is left alone. */
  closed: boolean;
}

/** That a review is due and not complete: told once, whatever reminders are written to its issue. */
export function wantedReviewMessages({ incident, dueAt, complete, closed }: ReviewState, now: Date): News[] {
  if (complete || closed || now < dueAt) return [];
  const key = storyKey.review(incident);
  return [{ key, event: 'review', story: key, happenedAt: dueAt }];
}
