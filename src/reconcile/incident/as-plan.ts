import {
  type Artefact,
  adoptedReview,
  comment,
  reminder,
  reviewIssue,
  statusComment,
} from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { By, Plan } from '../../artefact/rule.ts';
import { isRefused } from '../../hotfix/refusals.ts';
import type { Incident, ReviewArtefact, ReviewPlan, ReviewQuestion } from '../../incident/incident.ts';

/** The plan of a review as that of any subject. */
export function asPlan(plan: ReviewPlan, incident: Incident, now: Date): Plan<ReviewQuestion> {
  const artefacts = plan.artefacts
    .map((one) => asArtefact(one, incident))
    .filter(({ key }) => !isRefused(incident.refused[key], now));
  return { ...plan, artefacts, notes: [], settling: false };
}

function asArtefact(one: ReviewArtefact, { id, home, review }: Incident): By<Artefact> {
  switch (one.kind) {
    case 'adopted': {
      const { number, url } = one.claim;
      return { ...adoptedReview({ key: one.key, number, url }), rule: 'review' };
    }
    case 'review': {
      // In an issue that a person opened, what is this App's stands in a comment.
      if (review && !review.ours)
        return {
          ...statusComment({ key: artefactKey.reviewBlock(id), number: review.number }),
          rule: 'review',
        };
      const { labels, assignees } = home.inForce.policy.issues;
      return { ...reviewIssue({ key: one.key, incident: id, labels, assignees }), rule: 'review' };
    }
    case 'review-comment': {
      const { key, number, count, topic } = one;
      if (topic !== 'reminder') return { ...comment({ key, number }), rule: topic };
      return {
        ...reminder({ key: artefactKey.reviewReminder(number, count - 1), number, count }),
        rule: topic,
      };
    }
    case 'reaction':
      return { ...one, rule: 'commands' };
  }
}
