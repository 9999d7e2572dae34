import { type Comment, comment } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Consequences } from '../../artefact/rule.ts';
import type { Incident } from '../incident.ts';

/** Whoever opens another issue for the incident is pointed to its review. */
export function reviewElsewhere({ claims, review, home }: Incident): Consequences<Comment, never> {
  if (!review) return {};
  return {
    artefacts: claims
      .filter(({ repository, number }) => repository.id === home.repository.id && number !== review.number)
      .filter(({ entitled }) => entitled === true)
      .map(({ number }) => comment({ key: artefactKey.reviewElsewhere(number), number })),
  };
}
