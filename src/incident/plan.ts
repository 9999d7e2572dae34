import type { Artefact } from '../artefact/artefact.ts';
import { applyMode } from '../artefact/mode.ts';
import { type By, earliestAfter, follow, type Plan, type Rule } from '../artefact/rule.ts';
import { isRefused, waitsOver } from '../hotfix/refusals.ts';
import type { Incident, ReviewQuestion } from './incident.ts';
import { adoptReview } from './rules/adopted-review.ts';
import { review } from './rules/review.ts';
import { answerOnReview } from './rules/review-commands.ts';
import { reviewElsewhere } from './rules/review-elsewhere.ts';
import { remindOfReview } from './rules/review-reminder.ts';
import { reviewRunbooks } from './rules/review-runbooks.ts';
import { askAboutRows } from './rules/rows-from-elsewhere.ts';

/** All that this App does about one incident. */
export const incidentRules = {
  // The review: a person's issue, or one of this App's.
  'adopted-review': adoptReview,
  review,
  'review-runbooks': reviewRunbooks,
  // What is said on it.
  'review-reminder': remindOfReview,
  'review-commands': answerOnReview,
  'review-elsewhere': reviewElsewhere,
  'rows-from-elsewhere': askAboutRows,
} satisfies Record<string, Rule<Incident>>;

export type IncidentRule = keyof typeof incidentRules;

export type IncidentPlan = Plan<ReviewQuestion> & { heldBack: By<Artefact>[] };

/**
 * What should exist on GitHub for the review of this incident at this moment, what GitHub must be asked first, and when
 * to look again if nothing happens.
 */
export function planIncident(incident: Incident, now: Date): IncidentPlan {
  const { refused, home } = incident;
  const wanted = follow<Incident, ReviewQuestion>(incidentRules, incident, now);
  const artefacts = wanted.artefacts.filter(({ key }) => !isRefused(refused[key], now));
  const lookAgainAt = earliestAfter(now, [wanted.lookAgainAt, ...waitsOver(refused)]);
  return applyMode({ ...wanted, artefacts, lookAgainAt }, home.inForce.policy.mode);
}
