import { type AdoptedReview, adoptedReview } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Consequences } from '../../artefact/rule.ts';
import { adoptableClaim } from '../claims.ts';
import type { Incident, ReviewQuestion } from '../incident.ts';

/** An issue that a person opened with the form becomes the review; whether they may write there is asked first. */
export function adoptReview(incident: Incident): Consequences<AdoptedReview, never, ReviewQuestion> {
  const claim = adoptableClaim(incident);
  const key = artefactKey.review(incident.id);
  return {
    artefacts: claim ? [adoptedReview({ key, number: claim.number, url: claim.url })] : [],
    questions: incident.claims
      .filter(({ entitled }) => entitled === null)
      .map(({ key: about, by, repository }) => ({
        kind: 'entitlement',
        about,
        login: by.login,
        repository,
      })),
  };
}
