import type { Comment, Reminder } from '../../artefact/artefact.ts';
import { type ArtefactKey, parseArtefactKey } from '../../artefact/keys.ts';
import { markerOf, markerOfReviewElsewhere } from '../../artefact/marker.ts';
import type { By } from '../../artefact/rule.ts';
import type { Incident } from '../../incident/incident.ts';
import { bodyLimit, fit } from '../markdown/fit.ts';
import { needed } from '../report.ts';
import { wordsOfIncidentRule } from './incident-words.ts';

/** A comment on a review, or on another issue for its incident; its first line is the marker. */
export function reviewCommentText(comment: By<Comment | Reminder>, incident: Incident): string {
  const { rule, key } = comment;
  const paragraphs = needed(rule, wordsOfIncidentRule(rule).comment)(incident, comment);
  return fit([markerAbout(key, incident), ...paragraphs].join('\n\n'), bodyLimit);
}

function markerAbout(key: ArtefactKey, { id }: Incident): string {
  return parseArtefactKey(key)?.kind === 'review-elsewhere' ? markerOfReviewElsewhere(id) : markerOf(key);
}
