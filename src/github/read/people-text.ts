import { type PeopleParts, readPeopleParts } from '../../incident/people-parts.ts';
import { blockIn, withoutBlock } from '../../wording/review/review-block.ts';
import { hashOf } from '../perform/upsert-artefact.ts';

/** What people wrote into a review, as far as it decides whether the review is complete. */
export function peoplePartsOf(
  body: string,
  incident: string,
  own: { owner: string; name: string; number: number },
): PeopleParts {
  return readPeopleParts(withoutBlock(body, incident), own);
}

/** Of this App's part of a review, as the ledger has it. */
export function blockHash(body: string, incident: string): string {
  return hashOf(blockIn(body, incident));
}
