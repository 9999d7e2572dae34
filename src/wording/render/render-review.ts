import type { Artefact } from '../../artefact/artefact.ts';
import type { Content } from '../../artefact/content.ts';
import type { By } from '../../artefact/rule.ts';
import { rulingsOfAnswer } from '../../hotfix/commands/rulings-of-answer.ts';
import type { Incident } from '../../incident/incident.ts';
import { labelOf } from '../phrases/label-of.ts';
import { blockInBody } from '../review/block-in-body.ts';
import { reviewCommentText } from '../review/review-comment-text.ts';
import { reviewText } from '../review/review-text.ts';

/** The content of an artefact of an incident. */
export function renderReview(artefact: By<Artefact>, incident: Incident): Content {
  switch (artefact.kind) {
    case 'review': {
      const { labels, assignees } = artefact;
      const text = reviewText(incident);
      return {
        kind: 'review',
        ...text,
        bodyIn: (body) => blockInBody(body, incident.id, text.block),
        labels: labels.map(labelOf),
        assignees,
      };
    }
    case 'adopted-review':
      return { kind: 'adopted-issue', number: artefact.number, url: artefact.url };
    case 'reminder':
    case 'comment': {
      const rulings = rulingsOfAnswer(artefact.key, incident.commands);
      return {
        kind: 'comment',
        number: artefact.number,
        body: reviewCommentText(artefact, incident),
        rulings,
      };
    }
    case 'reaction':
      return { kind: 'reaction', comment: artefact.comment, content: artefact.content };
    case 'check-run':
    case 'backfill':
    case 'labels':
    case 'overdue-label':
    case 'reviewers':
    case 'issue':
      throw new Error(`a review has no ${artefact.kind}`);
  }
}
