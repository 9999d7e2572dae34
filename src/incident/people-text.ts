import { withoutBlock } from '../artefact/review-block.ts';
import { type PeopleParts, readPeopleParts } from './people-parts.ts';

/** What people wrote into a review, as far as it decides whether the review is complete. */
export function peoplePartsOf(
  body: string,
  incident: string,
  own: { owner: string; name: string; number: number },
): PeopleParts {
  return readPeopleParts(withoutBlock(body, incident), own);
}
