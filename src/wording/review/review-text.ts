import { asBlock } from '../../artefact/review-block.ts';
import type { Incident } from '../../incident/incident.ts';
import { bodyLimit, fit } from '../markdown/fit.ts';
import { incidentWords } from './incident-words.ts';

/** At least this much of the longest text is left to people. */
const roomForPeople = 16_000;

/** The review's issue. `block`: this App's part as it should be now; `body`: the text that it opens with. */
export function reviewText(incident: Incident): { title: string; block: string; body: string } {
  const { title, own, people } = incidentWords.review.review;
  const block = asBlock(incident.id, fit(own(incident).join('\n\n'), bodyLimit - roomForPeople));
  return { title: title(incident), block, body: `${block}\n\n${people(incident).join('\n\n')}\n` };
}
